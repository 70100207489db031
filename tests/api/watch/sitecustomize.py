"""Programs that tests start are watched (contract.py) and have addresses of their own (addresses.py), too: this folder stands in
their PYTHONPATH."""
import addresses
import contract

contract.watch()
addresses.spread()
