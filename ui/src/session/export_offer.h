// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/sample_store.h"
#include "telemetryhub/engine/record/session_export.h"

namespace telemetryhub::engine {
class CsvTarget;
}

namespace telemetryhub::ui {

/// What an export wrote.
struct ExportOutcome {
    std::uint64_t samples = 0;
    std::vector<std::string> unread;  ///< damaged parts, by name
};

/// What there is to export, and who writes it.
struct ExportOffer {
    struct Device {
        engine::DeviceId id;
        QString name;
        QStringList channels;
    };
    /// Called on a thread of its own; as exportSession.
    using Write = std::function<engine::Result<ExportOutcome>(const engine::SessionExport& what,
                                                              engine::CsvTarget& target)>;

    QString title;
    QString path;  ///< proposed
    std::vector<Device> devices;
    engine::ReadTime start;  ///< tells what the wall clock showed
    engine::TimeSpan whole;
    engine::TimeSpan visible;  ///< in the chart
    bool prefersVisible = false;
    Write write;
};

}  // namespace telemetryhub::ui
