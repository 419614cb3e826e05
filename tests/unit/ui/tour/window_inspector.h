// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace telemetryhub::test {

/// What a person would find wrong with a window as it is shown: text that does not fit, widgets
/// that lie over each other or stick out, things to use without a name to read aloud.
///
/// One sentence each, with the class, name and place of the widget. What may cover others, such as
/// a palette, says so by the property `overlay`.
[[nodiscard]] QStringList problemsOf(const QWidget& window);

}  // namespace telemetryhub::test
