// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include <QString>

#include "api_bench.h"

namespace telemetryhub::test {

/// A gateway that runs, and the API over it.
struct LiveBench {
    explicit LiveBench(const QString& folder)
        : core(std::move(GatewayCore::create({})).value()), bench(*core, clock, settings(folder)) {}
    static RecordingSettings settings(const QString& folder) {
        RecordingSettings recording;
        recording.folder = folder.toStdString();
        recording.program = "test";
        return recording;
    }
    std::unique_ptr<GatewayCore> core;
    SystemClock clock;
    ApiBench bench;
};

}  // namespace telemetryhub::test
