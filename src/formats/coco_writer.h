// COCO's JSON files: what all of its kinds have in common.
#pragma once

#include "formats/coco_instances.h"
#include "formats/items_out.h"
#include "formats/text_writer.h"

namespace limn::formats {

// {"id":1,"name":"car","supercategory":"" without the closing brace; ids are label indices + 1.
void append_coco_category(std::string& out, int64_t label_index, std::string_view name, std::string_view parent);

// A JSON value as these files spell it.
void append_json_value(std::string& out, const Value& value);

// The list of annotations of a file; ids count from 1.
class CocoAnnotations {
  public:
    explicit CocoAnnotations(TextWriter& text) : text_(text) {}

    // `extra` appends members before the closing brace.
    void add(const CocoInstance& instance, int64_t image, const std::function<void(std::string&)>& extra = {});

  private:
    TextWriter& text_;
    int64_t next_id_ = 1;
};

class CocoFiles {
  public:
    // Files are called annotations/<task>_<subset>.json.
    CocoFiles(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive, std::string_view task)
        : dataset_(dataset), options_(options), archive_(archive), task_(task) {}

    // One file a subset, then the images when they are to be saved. `categories` appends the list's content.
    void write(const std::function<void(std::string&)>& categories,
               const std::function<void(Item&, int64_t image, CocoAnnotations&)>& annotate);

  private:
    void write_images(TextWriter& text, const std::string& subset);
    int64_t image_id(const std::string& item_id);
    void write_subset(const std::string& subset, const std::function<void(std::string&)>& categories,
                      const std::function<void(Item&, int64_t, CocoAnnotations&)>& annotate);

    const Dataset& dataset_;
    const ExportOptions& options_;
    ArchiveWriter& archive_;
    std::string task_;
    std::unordered_map<std::string, int64_t> ids_; // one name has one id, in all subsets
};

} // namespace limn::formats
