"""Programs that tests start are watched, too (contract.py): this folder stands in their PYTHONPATH."""
import contract

contract.watch()
