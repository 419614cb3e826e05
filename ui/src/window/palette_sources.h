// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "telemetryhub/engine/hub/snapshot.h"
#include "window/command_palette.h"

class QMenuBar;

namespace telemetryhub::ui {

class Theme;

/// Every enabled command of the menus, with its menu as the detail.
[[nodiscard]] std::vector<PaletteEntry> menuCommands(const QMenuBar& menus);

/// The devices and channels of a gateway, and what choosing one does.
struct PaletteTargets {
    std::function<void(engine::DeviceId)> goToDevice;
    std::function<void(engine::DeviceId, std::size_t channel)> showChannel;
};
[[nodiscard]] std::vector<PaletteEntry> devicesAndChannels(const engine::Snapshot& snapshot,
                                                           const PaletteTargets& targets,
                                                           const Theme& theme);
/// The pages and headings of the manual.
[[nodiscard]] std::vector<PaletteEntry> manualEntries(
    const std::function<void(const QString& target)>& open);

}  // namespace telemetryhub::ui
