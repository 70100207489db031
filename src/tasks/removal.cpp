#include "tasks/removal.h"

#include "tasks/ids.h"

namespace limn::tasks {

namespace {

void add_asset_folders(db::Rows rows, std::vector<std::string>& out) {
    while (rows.next()) out.push_back(asset_folder(rows.view(0)));
}

std::vector<std::string> asset_folders(db::Connection& c, std::string_view where, int64_t id) {
    std::vector<std::string> folders;
    add_asset_folders(c.query("SELECT uuid FROM asset WHERE " + std::string(where), id), folders);
    return folders;
}

} // namespace

std::string asset_folder(std::string_view uuid) { return "assets/" + std::string(uuid); }

std::string asset_key(std::string_view uuid) { return asset_folder(uuid) + "/file"; }

std::vector<std::string> asset_folders_of_guide(db::Connection& c, int64_t guide_id) {
    return asset_folders(c, "guide_id = ?", guide_id);
}
std::vector<std::string> asset_folders_of_project(db::Connection& c, int64_t project_id) {
    return asset_folders(c, "guide_id IN (SELECT id FROM guide WHERE project_id = ?)", project_id);
}
std::vector<std::string> asset_folders_of_job(db::Connection& c, int64_t job_id) {
    return asset_folders(c, "job_id = ?", job_id);
}
std::vector<std::string> asset_folders_of_issue(db::Connection& c, int64_t issue_id) {
    return asset_folders(c, "comment_id IN (SELECT id FROM issue_comment WHERE issue_id = ?)", issue_id);
}
std::vector<std::string> asset_folders_of_comment(db::Connection& c, int64_t comment_id) {
    return asset_folders(c, "comment_id = ?", comment_id);
}

void remove_storage_locations(db::Connection& c, const std::vector<int64_t>& ids) {
    in_batches(ids, [&](auto batch) {
        db::Sql sql;
        c.execute(sql.add("DELETE FROM storage_location WHERE id IN ").add(id_list(batch)));
    });
}

std::vector<std::string> remove_tasks(db::Connection& c, const std::vector<int64_t>& ids) {
    std::vector<std::string> folders;
    in_batches(ids, [&](auto batch) {
        std::vector<int64_t> media, storages;
        auto rows = query_ids(c,
                              "SELECT t.media_id, t.source_storage_id, t.target_storage_id, m.folder"
                              " FROM task t LEFT JOIN media m ON m.id = t.media_id WHERE t.id IN ",
                              batch);
        while (rows.next()) {
            for (const int column : {1, 2})
                if (!rows.is_null(column)) storages.push_back(rows.integer(column));
            if (rows.is_null(0)) continue;
            media.push_back(rows.integer(0));
            folders.push_back(rows.text(3));
        }
        add_asset_folders(
            query_ids(c, "SELECT a.uuid FROM asset a JOIN guide g ON g.id = a.guide_id WHERE g.task_id IN ", batch),
            folders);
        add_asset_folders(
            query_ids(c, "SELECT a.uuid FROM asset a JOIN job j ON j.id = a.job_id WHERE j.task_id IN ", batch),
            folders);
        db::Sql tasks;
        c.execute(tasks.add("DELETE FROM task WHERE id IN ").add(id_list(batch)));
        in_batches(media, [&](auto some) {
            db::Sql sql;
            c.execute(sql.add("DELETE FROM media WHERE id IN ").add(id_list(some)));
        });
        remove_storage_locations(c, storages);
    });
    return folders;
}

} // namespace limn::tasks
