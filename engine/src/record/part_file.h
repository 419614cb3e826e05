// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "record/descriptor.h"

namespace telemetryhub::engine {

/// A file that is written beside its name, as `FILE.part`, and takes the name when it is whole.
///
/// The part is locked, so that no two write to it; one that a killed process left behind is
/// written anew. It is removed unless it was placed.
///
/// Threads: confined to one thread.
/// Errors:  StorageFailed, also while somebody else writes the part.
class PartFile {
public:
    /// What becomes of a file that has the name already.
    enum class Existing {
        Replaced,
        Kept,  ///< as `FILE~`, or as `FILE~2` and so on beside earlier ones
    };

    [[nodiscard]] static Result<PartFile> create(const std::string& path);
    PartFile(PartFile&& other) noexcept
        : m_descriptor(std::move(other.m_descriptor)),
          m_path(std::move(other.m_path)),
          m_isPart(std::exchange(other.m_isPart, false)) {}
    PartFile& operator=(PartFile&& other) noexcept;
    ~PartFile();

    [[nodiscard]] const Descriptor& descriptor() const { return m_descriptor; }
    /// Syncs the content and gives the file its name; either file stands whole at any moment.
    Result<void> place(Existing existing);
    /// Another file took the name of the part.
    void adopt(Descriptor descriptor) { m_descriptor = std::move(descriptor); }
    /// Hands on the file. \pre it was placed
    [[nodiscard]] Descriptor take() { return std::move(m_descriptor); }

private:
    PartFile(Descriptor descriptor, std::string path)
        : m_descriptor(std::move(descriptor)), m_path(std::move(path)), m_isPart(true) {}
    [[nodiscard]] std::string partPath() const { return m_path + ".part"; }

    Descriptor m_descriptor;
    std::string m_path;
    bool m_isPart;
};

}  // namespace telemetryhub::engine
