// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "session/csv_session.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/record/session_view.h"

class QTemporaryDir;

namespace telemetryhub::ui {

/// A session file, or a CSV that was read into one, with what its window shows.
struct OpenedSession {
    static constexpr std::size_t kMaxEvents = 10'000;

    OpenedSession();
    OpenedSession(OpenedSession&&) noexcept;
    OpenedSession& operator=(OpenedSession&&) noexcept;
    ~OpenedSession();

    QString path;                               ///< that was chosen
    std::unique_ptr<QTemporaryDir> folder;      ///< of the session that a CSV was read into
    std::unique_ptr<engine::SessionView> view;  ///< never null when opening succeeded
    std::optional<CsvSession> imported;         ///< of a CSV
    std::vector<engine::Event> events;          ///< the first ones
    engine::TimeSpan span;                      ///< first to last sample; equal without any
};

/// Opens a session file or a CSV, whichever it is.
///
/// Threads: runs on the caller's, which waits for the disk; the result may go to another.
/// Errors:  those of SessionReader and importCsv; Stopping when it was cancelled.
[[nodiscard]] engine::Result<OpenedSession> openSession(
    const QString& path, const std::function<bool(double share)>& progress);

}  // namespace telemetryhub::ui
