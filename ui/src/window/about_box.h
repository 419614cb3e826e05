// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace telemetryhub::ui {

/// Says what program this is, over `window`; not modal.
void showAboutBox(QWidget& window);

}  // namespace telemetryhub::ui
