// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/device/latch.h"

namespace telemetryhub::engine {

/// The latches in a folder: `ID.safe` of a device that is latched, `ID.armed` of one that is not.
///
/// The armed file has all the space a latch needs. To latch overwrites it in place, syncs it and
/// then changes its name, and to reset goes back the same way, so neither needs space that a full
/// disk does not have. What a device is in stands in the content; the name tells it to people.
/// After a power cut in the middle of it the content is the old one, the new one or a mixture, and
/// whatever is not exactly an armed file counts as a latch: what is unknown is not safe.
///
/// A save that failed may be tried again: it writes everything anew before it syncs.
///
/// Threads: one at a time. Every call may block for as long as the disk does.
/// Errors:  StorageFailed, with the path and the system's reason.
class LatchFiles {
public:
    /// Room for a latch whatever its cause says: longer causes and commands are cut.
    static constexpr std::size_t kFileBytes = 8192;

    /// \param folder is made with the first file
    explicit LatchFiles(std::string folder) : m_folder(std::move(folder)) {}

    /// A latch without a time of its own has that of its file.
    [[nodiscard]] std::optional<Latch> load(const std::string& deviceId) const;
    /// Makes the file that a later `save` needs, unless the device has one.
    Result<void> arm(const std::string& deviceId) const;
    Result<void> save(const std::string& deviceId, const Latch& latch) const;
    /// The device is armed again.
    Result<void> clear(const std::string& deviceId) const;

private:
    [[nodiscard]] std::string pathOf(const std::string& deviceId, const char* ending) const;
    Result<void> replace(const std::string& from, const std::string& to,
                         std::string_view content) const;
    Result<void> make(const std::string& path, std::string_view content) const;
    [[nodiscard]] bool makeFolder() const;

    const std::string m_folder;
};

}  // namespace telemetryhub::engine
