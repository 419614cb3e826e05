// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;
class QToolBar;

namespace telemetryhub::ui {

struct WindowParts;

/// Everything that can be done, by menu.
void fillMenuBar(QMenuBar& menus, WindowParts& parts);
/// What is done often; at the right the way to everything else.
void fillToolBar(QToolBar& bar, WindowParts& parts);
/// A bar for one strip above the panels, without a frame of its own.
void makeStripBar(QToolBar& bar);

}  // namespace telemetryhub::ui
