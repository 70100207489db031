// What the published schema of the contract says about each of its operations, releases 2.54 to 2.79 merged:
// parameters, bodies, answers (contract.json). Answers are written by hand-made writers, so what they look like stands
// there once; every call of the tests is compared with it. Which operations there are is the route table's to say.
#pragma once
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace limn::api {

// A path of the contract and one of its methods.
struct ContractOperation {
    std::string path; // as the contract spells it: "/api/jobs/{id}/annotations/"
    const boost::json::object*
        at; // parameters, requestBody, responses, deprecated; null: the contract has no such operation
};

// method: "get". Trailing slashes and the names of parameters make no difference.
ContractOperation contract_operation(std::string_view path, std::string_view method);

const boost::json::object& contract_schemas(); // components/schemas

// A schema object, behind its reference if it is one.
const boost::json::value& resolved(const boost::json::value& schema);

} // namespace limn::api
