// SPDX-License-Identifier: GPL-3.0-or-later
#include "summary_json.h"

#include <cstdio>

#include <QJsonDocument>

namespace telemetryhub::app {

void printSummaryJson(const QJsonObject& summary, const std::string& csvPath) {
    const bool csvIsOutput = csvPath.empty() || csvPath == "-";
    std::fprintf(csvIsOutput ? stderr : stdout, "%s\n",
                 QJsonDocument(summary).toJson(QJsonDocument::Compact).constData());
}

}  // namespace telemetryhub::app
