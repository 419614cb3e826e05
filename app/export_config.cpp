// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_config.h"

#include <string>
#include <utility>

#include "telemetryhub/engine/config/read_config.h"
#include "text_file.h"

namespace telemetryhub::app {

namespace {

constexpr const char* kExportTitle =
    "; TelemetryHub: start with telemetryhub --config FILE, check with telemetryhub check-config "
    "FILE\n";

}  // namespace

engine::Result<void> exportConfig(const QString& path, engine::HubConfig config,
                                  const engine::Snapshot& snapshot) {
    config.noGui = true;
    config.devices.clear();
    for (const engine::DeviceSnapshot& device : snapshot.devices)
        config.devices.push_back({device.settings, {}});
    const std::string text = kExportTitle + engine::writeConfig(config);
    engine::ConfigSources sources;
    sources.files.push_back({path.toStdString(), text});
    const engine::ReadConfig again = engine::readConfig(sources);
    if (!again.errors.empty())
        return engine::Error{engine::ErrorCode::InvalidArgument, again.errors.front().text()};
    return writeTextFile(path, text);
}

}  // namespace telemetryhub::app
