// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/opened_session.h"

#include <algorithm>

#include <QCoreApplication>
#include <QTemporaryDir>

#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::ui {
namespace {

using engine::Result;

Result<std::string> readCsv(OpenedSession& session,
                            const std::function<bool(double share)>& progress) {
    session.folder = std::make_unique<QTemporaryDir>();
    if (!session.folder->isValid())
        return engine::Error{
            engine::ErrorCode::StorageFailed,
            QCoreApplication::translate("session",
                                        "There is no room for a temporary file: %1. Make some, or "
                                        "point TMPDIR to another disk.")
                .arg(session.folder->errorString())
                .toStdString()};
    std::string file = session.folder->filePath(QStringLiteral("import.thub")).toStdString();
    auto imported = importIntoSession(session.path.toStdString(), file, progress);
    if (!imported) return imported.error();
    session.imported = std::move(imported).value();
    return file;
}

engine::TimeSpan spanOf(const engine::SessionInfo& info) {
    engine::TimeSpan span{info.start.steadyNs, info.start.steadyNs};
    bool any = false;
    for (const engine::RecordedDeviceInfo& device : info.devices) {
        if (device.samples == 0) continue;
        span.fromNs = any ? std::min(span.fromNs, device.from.steadyNs) : device.from.steadyNs;
        span.toNs = any ? std::max(span.toNs, device.to.steadyNs) : device.to.steadyNs;
        any = true;
    }
    return span;
}

}  // namespace

OpenedSession::OpenedSession() = default;
OpenedSession::OpenedSession(OpenedSession&&) noexcept = default;
OpenedSession& OpenedSession::operator=(OpenedSession&&) noexcept = default;
// The file is closed before its folder goes.
OpenedSession::~OpenedSession() {
    view.reset();
}

Result<OpenedSession> openSession(const QString& path,
                                  const std::function<bool(double share)>& progress) {
    OpenedSession session;
    session.path = path;
    std::string file = path.toStdString();
    if (!engine::isSession(file)) {
        auto read = readCsv(session, progress);
        if (!read) return read.error();
        file = std::move(read).value();
    }
    auto view = engine::SessionView::open(file);
    if (!view) return view.error();
    session.view = std::move(view).value();
    session.events = session.view->reader().events(0, OpenedSession::kMaxEvents);
    session.span = spanOf(session.view->info());
    if (!progress(1))
        return engine::Error{engine::ErrorCode::Stopping,
                             "The opening was cancelled; the file is as it was."};
    return session;
}

}  // namespace telemetryhub::ui
