// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSettings;

namespace telemetryhub::engine {
class Hub;
}

namespace telemetryhub::ui {

class MainWindow;
struct WindowParts;

/// Lets the parts of the window act on each other: what one asks for, another shows; what they
/// tell stands in the status line.
/// \pre everything passed outlives the window's parts
void wireParts(WindowParts& parts, engine::Hub& gateway, MainWindow& window);

/// What the panels remember, each in a group of its own.
void saveParts(const WindowParts& parts, QSettings& settings);
void restoreParts(WindowParts& parts, QSettings& settings);

}  // namespace telemetryhub::ui
