#include "migration/report.h"

#include <set>

#include <fmt/format.h>

namespace limn::migration {
namespace {

constexpr size_t most_examples = 10; // of one reason

struct Reason {
    std::string model, words;
    int64_t count = 0;
    std::vector<std::string> examples;
};

struct Told {
    std::vector<Reason> left_out, changed;
    std::map<std::string, int64_t> missing; // records left out, by model
};

Told read_notes(Move& move) {
    Told told;
    std::set<int64_t> seen; // left out, of the model at hand
    std::string model;
    move.staging.for_each_note([&](const Note& note) {
        if (note.model != model) seen.clear();
        model = note.model;
        if (note.left_out && seen.insert(note.id).second) ++told.missing[note.model];
        auto& list = note.left_out ? told.left_out : told.changed;
        if (list.empty() || list.back().model != note.model || list.back().words != note.reason)
            list.push_back({note.model, note.reason, 0, {}});
        ++list.back().count;
        if (list.back().examples.size() < most_examples && !note.detail.empty())
            list.back().examples.push_back(note.detail);
    });
    for (const auto& [name, count] : move.staging.orphans()) {
        if (!count) continue;
        told.missing[name] += count;
        told.left_out.push_back({name, "what they belong to is not in the dump", count, {}});
    }
    return told;
}

void add_reasons(std::string& out, std::string_view title, const std::vector<Reason>& reasons) {
    if (reasons.empty()) return;
    out += fmt::format("\n{}\n", title);
    for (const auto& reason : reasons) {
        out += fmt::format("  {}: {} ({})\n", reason.model, reason.words, reason.count);
        for (const auto& example : reason.examples) out += fmt::format("      {}\n", example);
        if (reason.count > std::ssize(reason.examples) && !reason.examples.empty())
            out += fmt::format("      and {} more\n", reason.count - std::ssize(reason.examples));
    }
}

void add_counts(std::string& out, const std::map<std::string, int64_t>& counts, const Told& told) {
    out += "\nWhat came over\n";
    for (const auto& model : models()) {
        const auto found = counts.find(std::string(model.name));
        if (found == counts.end() || model.keeping == Keeping::passed_over || model.keeping == Keeping::left_out)
            continue;
        const auto lost = told.missing.find(found->first);
        const auto moved = found->second - (lost == told.missing.end() ? 0 : lost->second);
        out += fmt::format("  {:<44} {:>12}", model.name, moved);
        out += moved == found->second ? "\n" : fmt::format("   of {}\n", found->second);
    }
}

void add_unknown(std::string& out, const std::map<std::string, int64_t>& counts,
                 const std::map<std::string, int64_t>& fields) {
    std::string models;
    for (const auto& [name, count] : counts) {
        const auto* model = find_model(name);
        if (!model) models += fmt::format("  {} ({})\n", name, count);
        if (model && model->keeping == Keeping::left_out)
            models += fmt::format("  {} ({}): {}\n", name, count, model->why);
    }
    if (!models.empty())
        out += "\nKinds of records that this Limn does not know or keep; they were left out\n" + models;
    if (fields.empty()) return;
    out += "\nFields that this Limn does not know; they were left away\n";
    for (const auto& [name, count] : fields) out += fmt::format("  {} ({})\n", name, count);
}

} // namespace

std::string write_report(Move& move) {
    const auto told = read_notes(move);
    const auto counts = move.staging.counts();
    auto out = fmt::format("Moved in from CVAT: {} and {}\n", move.from.dump.string(), move.from.data.string());
    add_counts(out, counts, told);
    add_reasons(out, "What did not come over", told.left_out);
    add_reasons(out, "What is different from before", told.changed);
    add_unknown(out, counts, move.staging.unknown_fields());
    if (told.left_out.empty() && told.changed.empty()) out += "\nEverything that Limn keeps came over.\n";
    return out;
}

} // namespace limn::migration
