// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include <QString>

#include "api_bench.h"
#include "serve/gateway_access.h"

namespace telemetryhub::test {

/// A gateway that runs, and the API over it.
struct LiveBench {
    explicit LiveBench(const QString& folder)
        : core(std::move(GatewayCore::create({})).value()), access(*core, settings(folder)) {}
    static RecordingSettings settings(const QString& folder) {
        RecordingSettings recording;
        recording.folder = folder.toStdString();
        recording.program = "test";
        return recording;
    }
    std::unique_ptr<GatewayCore> core;
    GatewayAccess access;
    SystemClock clock;
    ApiBench bench{access, clock};
};

}  // namespace telemetryhub::test
