// SPDX-License-Identifier: GPL-3.0-or-later
#include "open_session.h"

namespace telemetryhub::app {

engine::Result<std::unique_ptr<engine::SessionReader>> openSession(const QString& path) {
    auto opened = engine::SessionReader::open(path.toStdString());
    if (opened || opened.error().code != engine::ErrorCode::NotFound) return opened;
    return engine::Error{engine::ErrorCode::StorageFailed, opened.error().detail};
}

}  // namespace telemetryhub::app
