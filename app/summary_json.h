// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QJsonObject>

namespace telemetryhub::app {

/// Prints what a command did as one line of JSON: on standard output, or on standard error when the
/// CSV goes there.
void printSummaryJson(const QJsonObject& summary, const std::string& csvPath);

}  // namespace telemetryhub::app
