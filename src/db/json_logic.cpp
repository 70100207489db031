#include "db/json_logic.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::db {
namespace json = boost::json;

namespace {

constexpr size_t most_operations = 500; // databases limit how deep an expression may be

std::string_view python_type(const json::value& v) {
    switch (v.kind()) {
    case json::kind::null: return "NoneType";
    case json::kind::bool_: return "bool";
    case json::kind::double_: return "float";
    case json::kind::string: return "str";
    case json::kind::array: return "list";
    case json::kind::object: return "dict";
    default: return "int";
    }
}

bool is_empty(const json::value& v) {
    switch (v.kind()) {
    case json::kind::null: return true;
    case json::kind::bool_: return !v.get_bool();
    case json::kind::string: return v.get_string().empty();
    case json::kind::array: return v.get_array().empty();
    case json::kind::object: return v.get_object().empty();
    default: return v.is_number() && v.to_number<double>() == 0;
    }
}

std::string shown(const json::value& v) { return v.is_string() ? std::string(v.get_string()) : to_python(v); }

[[noreturn]] void refuse_kind(const json::value& v, std::string_view wanted) {
    throw list_error(
        fmt::format("filter: expected a non-empty {} value, got '{}' of type '{}'", wanted, shown(v), python_type(v)));
}

class Compiler {
  public:
    explicit Compiler(const Listing& listing) : listing_(listing) {}

    Sql rule(const json::value& v) {
        if (++operations_ > most_operations)
            throw list_error(
                fmt::format("filter: at most {} operations are allowed in one expression", most_operations));
        if (!v.is_object() || v.get_object().empty()) refuse_kind(v, "dict");
        if (v.get_object().size() != 1)
            throw list_error("filter: one operation is expected in each object, got " + to_python(v));
        const auto& [name, args] = *v.get_object().begin();
        const std::string_view operation = name;
        if (operation == "and" || operation == "or") return join(operation, args);
        if (operation == "!" || operation == "!!") return negate(operation, args);
        if (operation == "var") return Sql{fmt::format("({}) IS NOT NULL", value_of(field(args))), {}};
        if (args.is_array()) {
            if (auto sql = compare(operation, args.get_array())) return *sql;
        }
        refuse(operation, args);
    }

  private:
    [[noreturn]] static void refuse(std::string_view operation, const json::value& args) {
        throw list_error(
            fmt::format("filter: operation '{}' with arguments '{}' is not supported", operation, to_python(args)));
    }

    const ListField& field(const json::value& name) const {
        if (name.is_string())
            for (const auto& f : listing_.fields)
                if ((f.uses & ListField::filter) && f.name == name.get_string()) return f;
        throw list_error(fmt::format("filter: term '{}' is not supported", shown(name)));
    }

    static const json::value* variable(const json::value& v) {
        return v.is_object() && v.get_object().size() == 1 ? v.get_object().if_contains("var") : nullptr;
    }

    Sql join(std::string_view word, const json::value& args) {
        if (!args.is_array() || args.get_array().empty()) refuse_kind(args, "list");
        Sql out{"(", {}};
        for (size_t i = 0; i < args.get_array().size(); ++i) {
            if (i) out.add(fmt::format(" {} ", word));
            out.add(rule(args.get_array()[i]));
        }
        return out.add(")");
    }

    // What is unknown (null) is not true: so its negation is.
    Sql negate(std::string_view operation, const json::value& args) {
        const auto& inner = args.is_array() && args.get_array().size() == 1 ? args.get_array()[0] : args;
        Sql out{"((", {}};
        return out.add(rule(inner)).add(operation == "!" ? ") IS NOT TRUE)" : ") IS TRUE)");
    }

    Arg argument(const ListField& f, const json::value& v) const {
        if (v.is_primitive()) {
            if (const auto arg = typed(f, v.is_bool() ? (v.get_bool() ? "true" : "false") : shown(v))) return *arg;
        }
        throw list_error(fmt::format("filter: value '{}' does not fit the term '{}'", shown(v), f.name));
    }

    std::optional<Sql> compare(std::string_view operation, const json::array& args) {
        if (operation == "in") return membership(args);
        const bool ordered = operation == "<" || operation == "<=" || operation == ">" || operation == ">=";
        if (args.size() == 3 && operation == "<=") {
            const auto* name = variable(args[1]);
            if (!name) return {};
            const auto& f = field(*name);
            return condition_on(
                f, {fmt::format("({} BETWEEN ? AND ?)", f.sql), {argument(f, args[0]), argument(f, args[2])}});
        }
        if (operation == "!=" && listing_.knows_not_equal) return negate("!", json::array{json::object{{"==", args}}});
        if (args.size() != 2 || (!ordered && operation != "==")) return {};
        const auto* name = variable(args[0]);
        if (!name) return {};
        const auto& f = field(*name);
        if (args[1].is_null()) {
            if (ordered) return {};
            return Sql{fmt::format("({} IS NULL)", value_of(f)), {}};
        }
        return condition_on(f, {fmt::format("({} {} ?)", f.sql, ordered ? operation : "="), {argument(f, args[1])}});
    }

    std::optional<Sql> membership(const json::array& args) const {
        if (args.size() != 2) return {};
        if (const auto* name = variable(args[1]); name && args[0].is_string()) {
            const auto& f = field(*name);
            if (f.type != FieldType::text && f.type != FieldType::choice) return {};
            return condition_on(f,
                                {fmt::format("(strpos({}, ?) > 0)", f.sql), {std::string_view(args[0].get_string())}});
        }
        const auto* name = variable(args[0]);
        if (!name || !args[1].is_array()) return {};
        const auto& f = field(*name);
        if (args[1].get_array().empty()) return Sql{"(1 = 0)", {}};
        Sql out{fmt::format("({} IN (", f.sql), {}};
        for (size_t i = 0; i < args[1].get_array().size(); ++i)
            out.add(i ? ", ?" : "?", argument(f, args[1].get_array()[i]));
        return condition_on(f, out.add("))"));
    }

    const Listing& listing_;
    size_t operations_ = 0;
};

} // namespace

std::optional<Arg> typed(const ListField& field, std::string_view text) {
    switch (field.type) {
    case FieldType::integer:
        if (const auto v = parse_int(text)) return Arg(*v);
        if (const auto v = parse_double(text)) return Arg(*v);
        return {};
    case FieldType::boolean: {
        const auto word = lower(text);
        if (word == "true" || word == "1") return Arg(1);
        if (word == "false" || word == "0") return Arg(0);
        return {};
    }
    case FieldType::time:
        if (const auto v = from_iso(text)) return Arg(*v);
        return {};
    case FieldType::text:
    case FieldType::choice: break;
    }
    return Arg(text);
}

Sql compile_filter(const Listing& listing, std::string_view filter) {
    if (const auto problem = json_problem(filter); !problem.empty())
        throw list_error("filter: can't parse filter expression: " + problem);
    const auto v = parse_json(filter);
    if (is_empty(v)) throw list_error("filter shouldn't be empty");
    return Compiler(listing).rule(v);
}

} // namespace limn::db
