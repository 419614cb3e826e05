// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Why and since when a device is latched in SafeState.
struct Latch {
    Error cause;
    std::int64_t sinceWallNs = 0;
    int faults = 0;           ///< in a row, before it was latched
    std::string sentCommand;  ///< the safe-state command, when it could be sent

    friend bool operator==(const Latch&, const Latch&) = default;
};

/// Keeps the latches over restarts: one small file `ID.safe` a device, in a folder of its own.
///
/// A file is complete or not there after the program was killed; `save` returns before it is on the
/// disk and hands the sync to `later`, so that the caller does not wait for it. A file that cannot
/// be read counts as a latch: what is unknown is not safe.
///
/// Threads: any, one at a time.
/// Errors:  StorageFailed, with the path.
class LatchStore {
public:
    /// Runs a job that may block.
    using Later = std::function<void(std::function<void()>)>;

    /// \param folder is made with the first latch; empty: nothing is kept.
    LatchStore(std::string folder, Later later)
        : m_folder(std::move(folder)), m_later(std::move(later)) {}

    [[nodiscard]] std::optional<Latch> load(const std::string& deviceId) const;
    Result<void> save(const std::string& deviceId, const Latch& latch);
    Result<void> clear(const std::string& deviceId);

private:
    [[nodiscard]] std::string pathOf(const std::string& deviceId) const;
    void syncLater(const std::string& path) const;

    const std::string m_folder;
    const Later m_later;
};

}  // namespace telemetryhub::engine
