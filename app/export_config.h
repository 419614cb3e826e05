// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::app {

/// Writes a configuration file that runs the devices of `snapshot` with the settings of `config`
/// on a machine without a screen.
/// Errors: StorageFailed; InvalidArgument when something cannot stand in a file, such as a path
///         with a line end, or the devices would share a port.
engine::Result<void> exportConfig(const QString& path, engine::HubConfig config,
                                  const engine::Snapshot& snapshot);

}  // namespace telemetryhub::app
