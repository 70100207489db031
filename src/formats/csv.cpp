#include "formats/csv.h"

#include "formats/text_reader.h"

namespace limn::formats {

void append_csv(std::string& out, const std::vector<std::string>& fields) {
    for (size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
            out += fields[i];
            continue;
        }
        out += '"';
        for (const char c : fields[i]) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += "\r\n";
}

std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> out(1);
    bool inside = false;
    for (size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && inside && i + 1 < line.size() && line[i + 1] == '"') {
            out.back() += '"';
            ++i;
        } else if (c == '"') {
            inside = !inside;
        } else if (c == ',' && !inside) {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

std::vector<std::map<std::string, std::string>> read_csv(std::string_view text) {
    std::vector<std::map<std::string, std::string>> out;
    std::vector<std::string> header;
    for (const auto line : lines(without_bom(text))) {
        if (line.empty()) continue;
        auto fields = csv_fields(line);
        if (header.empty()) {
            header = std::move(fields);
            continue;
        }
        auto& row = out.emplace_back();
        for (size_t i = 0; i < header.size(); ++i) row[header[i]] = i < fields.size() ? fields[i] : std::string();
    }
    return out;
}

} // namespace limn::formats
