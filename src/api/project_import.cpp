#include "api/project_import.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "annotation/store.h"
#include "annotation/task_view.h"
#include "api/announcement.h"
#include "formats/format.h"
#include "formats/source.h"
#include "storage/blob_store.h"
#include "tasks/creation.h"
#include "tasks/label.h"
#include "tasks/media.h"
#include "tasks/project.h"
#include "tasks/task.h"

namespace limn::api {
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

class Maker {
  public:
    Maker(queue::Work& work, Services& services)
        : work_(work), services_(services), project_(work.request().project_id.value()) {}

    void run(const fs::path& file);
    void undo();

  private:
    void announce();
    static json::value summary_of(const formats::ProjectImport& found);
    fs::path scratch() const { return fs::path(services_.settings.data_folder) / "scratch"; }
    formats::Source source() const { return {services_.database, *services_.frames}; }
    void add_labels(const formats::ProjectImport& found);
    void add_attributes(const formats::ProjectImport& found);
    int64_t make_task(const formats::ProjectImport::Subset& subset);
    void add_images(const formats::ProjectImport::Subset& subset, const tasks::Media& media);
    void add_annotations(const formats::ProjectImport& found, const formats::ProjectImport::Subset& subset,
                         int64_t task_id);

    queue::Work& work_;
    Services& services_;
    int64_t project_;
    std::vector<int64_t> made_;
};

tasks::AttributeChange change_of(const formats::AttributeSpec& spec) {
    tasks::AttributeChange change;
    change.name = spec.name;
    change.is_mutable = spec.is_mutable;
    change.input_type = spec.input_type;
    change.default_value = spec.default_value;
    change.values = spec.values;
    return change;
}

tasks::LabelChange named(const std::string& name, std::string_view type) {
    tasks::LabelChange change;
    change.name = name;
    change.type = std::string(type);
    return change;
}

void Maker::add_labels(const formats::ProjectImport& found) {
    std::vector<tasks::LabelChange> changes;
    for (const auto& label : found.new_labels()) {
        if (label.parent.empty()) {
            changes.push_back(named(label.name, "any"));
            continue;
        }
        for (auto& parent : changes) {
            if (parent.name != label.parent) continue;
            parent.type = "skeleton";
            parent.sublabels.push_back(named(label.name, "points"));
        }
    }
    if (changes.empty()) return;
    services_.database.write(
        [&](db::Connection& c) { tasks::patch_labels(c, tasks::LabelOwner::project(project_), changes, now()); });
}

void Maker::add_attributes(const formats::ProjectImport& found) {
    if (found.new_attributes().empty()) return;
    services_.database.write([&](db::Connection& c) {
        std::vector<tasks::LabelChange> changes;
        for (const auto& label : tasks::labels_of(c, tasks::LabelOwner::project(project_))) {
            const auto lacking = found.new_attributes().find(label.name);
            if (lacking == found.new_attributes().end()) continue;
            auto& change = changes.emplace_back();
            change.id = label.id;
            for (const auto& spec : lacking->second) change.attributes.push_back(change_of(spec));
        }
        tasks::patch_labels(c, tasks::LabelOwner::project(project_), changes, now());
    });
}

void Maker::add_images(const formats::ProjectImport::Subset& subset, const tasks::Media& media) {
    const auto put = [&](const std::string& name, const fs::path& file) {
        services_.blobs.adopt(media.raw_key(name), file);
        services_.database.write([&](db::Connection& c) { tasks::register_client_file(c, media.id, name); });
    };
    for (const auto& image : subset.images) {
        work_.check_cancelled();
        put(image.name, image.file);
        const fs::path name(image.name);
        const auto folder =
            name.parent_path() / "related_images" / (name.stem().string() + "_" + name.extension().string().substr(1));
        for (const auto& related : image.related) put((folder / related.filename()).string(), related);
    }
}

int64_t Maker::make_task(const formats::ProjectImport::Subset& subset) {
    const auto& row = work_.request();
    const auto media = services_.database.write([&](db::Connection& c) {
        tasks::NewTask task;
        task.name = subset.name;
        task.subset = subset.name;
        task.project_id = project_;
        task.owner_id = row.owner_id;
        task.organization_id = row.organization_id;
        made_.push_back(tasks::create_task(c, task));
        return tasks::attach_media(c, made_.back());
    });
    add_images(subset, media);
    tasks::DataParameters parameters;
    parameters.image_quality.value = 70;
    parameters.use_cache.value = true;
    const tasks::Workshop workshop{services_.blobs, services_.settings.share_folder, scratch(), services_.clouds,
                                   [&](double, std::string_view) { work_.check_cancelled(); }};
    tasks::create_task_media(services_.database, workshop, made_.back(), parameters);
    return made_.back();
}

void Maker::add_annotations(const formats::ProjectImport& found, const formats::ProjectImport::Subset& subset,
                            int64_t task_id) {
    const auto known = formats::load_known(source(), formats::Target::task, task_id);
    formats::ImportOptions options;
    options.masks_to_polygons = work_.request().input.as_object().at("masks_to_polygons").as_bool();
    auto data = found.annotations(subset, known, options);
    const auto view = services_.database.read([&](db::Connection& c) { return annotation::load_view(c, task_id); });
    auto saves = annotation::prepare(view, annotation::Action::replace, std::move(data));
    services_.database.write([&](db::Connection& c) {
        annotation::commit(c, saves, {.account_id = work_.request().owner_id, .history_action = "import"});
    });
}

void Maker::run(const fs::path& file) {
    const auto* importer =
        formats::find_importer(std::string(work_.request().input.as_object().at("format").as_string()));
    if (!importer) throw queue::Failure("ValueError", "Unknown input format");
    const formats::ProjectImport found(*importer, file, formats::load_known_project(source(), project_), scratch());
    if (work_.request().input.as_object().contains("dry_run")) return work_.finish_with_summary(summary_of(found));
    add_labels(found);
    add_attributes(found);
    size_t done = 0;
    for (const auto& subset : found.subsets()) {
        add_annotations(found, subset, make_task(subset));
        work_.progress(static_cast<double>(++done) / static_cast<double>(found.subsets().size()));
    }
    announce();
}

// What would be made of the file.
json::value Maker::summary_of(const formats::ProjectImport& found) {
    json::array tasks, labels, attributes;
    for (const auto& subset : found.subsets()) {
        if (subset.images.empty())
            throw queue::Failure("ValueError",
                                 fmt::format("The file has no images for '{}', which a task is to be made of. Export "
                                             "the dataset with its images, or import it into a task that has them",
                                             subset.name));
        tasks.push_back(
            json::object{{"name", subset.name}, {"frames", subset.images.size()}, {"annotations", subset.annotations}});
    }
    for (const auto& label : found.new_labels())
        if (label.parent.empty()) labels.push_back(json::value(label.name));
    for (const auto& [label, specs] : found.new_attributes())
        for (const auto& spec : specs) attributes.push_back(json::object{{"label", label}, {"name", spec.name}});
    return json::object{
        {"tasks", std::move(tasks)}, {"new_labels", std::move(labels)}, {"new_attributes", std::move(attributes)}};
}

// Only now, since what fails half-way is taken away again.
void Maker::announce() {
    services_.database.write([&](db::Connection& c) {
        BackgroundCall call(services_, c, work_.request());
        Announcement change(call, c, work_.request());
        change.will_change(Kind::project, {project_});
        tasks::touch_project(c, project_, now());
        announce_made(services_, c, work_.request(), {}, made_);
        change.send();
    });
}

void Maker::undo() {
    for (const auto id : made_) {
        const auto folders = services_.database.write([&](db::Connection& c) {
            const auto task = tasks::find_task(c, id);
            return task ? tasks::delete_task(c, *task) : std::vector<std::string>{};
        });
        for (const auto& folder : folders) services_.blobs.remove_all(folder);
    }
}

} // namespace

void import_into_project(queue::Work& work, Services& services, const fs::path& file) {
    Maker maker(work, services);
    try {
        maker.run(file);
    } catch (...) {
        maker.undo();
        throw;
    }
}

} // namespace limn::api
