// What a client says about the media of a task when everything is uploaded: which part of them becomes frames, in what
// order, how jobs and validation are laid out. Checked once when it arrives; kept as the input of the background
// request.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/record.h"
#include "tasks/frame_selection.h"

namespace limn::tasks {

struct SortingMethods {
    static constexpr std::string_view list[] = {"lexicographical", "natural", "predefined", "random"};
};
struct StorageMethods {
    static constexpr std::string_view list[] = {"cache", "file_system"};
};
struct ValidationModes {
    static constexpr std::string_view list[] = {"gt", "gt_pool"};
};

// Which frames check the annotators' work. Frames are named by file.
struct ValidationParameters : SelectionNumbers {
    Choice<ValidationModes> mode;
    Choice<FrameSelectionMethods> frame_selection_method;
    Given<std::vector<Text<1024>>> frames;

    bool is_pool() const { return mode.value == "gt_pool"; }
};
BOOST_DESCRIBE_STRUCT(ValidationParameters, (SelectionNumbers), (mode, frame_selection_method, frames))

// Paths below the share, or addresses. Its errors have the form of a list of objects.
struct FileList {
    std::vector<std::string> paths;
};
record::Problem read(const boost::json::value& v, FileList& out);
void write(JsonWriter& w, const FileList& v);

struct DataParameters {
    Int<0, 100> image_quality;
    Given<Nullable<Natural>> chunk_size;
    Default<Natural> start_frame;
    Given<Natural> stop_frame;
    Default<BlankText<256>> frame_filter;
    Given<FileList> client_files; // only looked at for its form: the files themselves come as parts or in pieces
    Default<FileList> server_files;
    Default<FileList> remote_files;
    Default<std::vector<Text<1024>>> server_files_exclude;
    Given<Nullable<BlankText<>>> filename_pattern;
    Given<Nullable<int64_t>> cloud_storage_id;
    Default<bool> use_zip_chunks;
    Default<bool> use_cache;
    Default<bool> copy_data;
    Given<Choice<StorageMethods>> storage_method;
    Default<Choice<SortingMethods>> sorting_method{{"lexicographical"}};
    Given<std::vector<std::vector<Text<1024>>>> job_file_mapping;
    Default<std::vector<Text<1024>>> upload_file_order;
    Given<Nullable<ValidationParameters>> validation_params;

    int64_t step() const; // of frame_filter
    const ValidationParameters* validation() const {
        return validation_params && *validation_params ? &**validation_params : nullptr;
    }
};
BOOST_DESCRIBE_STRUCT(DataParameters, (),
                      (image_quality, chunk_size, start_frame, stop_frame, frame_filter, client_files, server_files,
                       remote_files, server_files_exclude, filename_pattern, cloud_storage_id, use_zip_chunks,
                       use_cache, copy_data, storage_method, sorting_method, job_file_mapping, upload_file_order,
                       validation_params))

// Throws Error 400 for whatever contradicts itself.
DataParameters read_data_parameters(const boost::json::value& body);

} // namespace limn::tasks

namespace limn::record {
template <> struct Schema<tasks::FileList> : Schema<std::vector<std::string>> {};
} // namespace limn::record
