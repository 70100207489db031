#include "annotation/erase.h"

#include <fmt/format.h>

#include "tasks/ids.h"

namespace limn::annotation {
namespace {

std::vector<int64_t> ids_on(db::Connection& c, std::string_view table, int64_t job_id,
                            std::span<const int64_t> frames) {
    std::vector<int64_t> ids;
    tasks::in_batches(frames, [&](std::span<const int64_t> some) {
        db::Sql sql;
        sql.add(fmt::format("SELECT id FROM {} WHERE job_id = ? AND frame IN ", table), job_id);
        for (auto rows = c.query(sql.add(tasks::id_list(some))); rows.next();) ids.push_back(rows.integer(0));
    });
    return ids;
}

} // namespace

void erase_frames(db::Connection& c, std::span<const Erasure> erasures, const CommitOptions& options) {
    std::vector<Save> saves;
    for (const auto& [job_id, frames] : erasures) {
        auto save = prepare(job_id, Action::remove, {});
        save.unwanted.tags = ids_on(c, "tag", job_id, frames);
        save.unwanted.shapes = ids_on(c, "shape", job_id, frames);
        saves.push_back(std::move(save));
    }
    commit(c, saves, options);
}

} // namespace limn::annotation
