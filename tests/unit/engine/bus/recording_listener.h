// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/bus/bus.h"

namespace telemetryhub::engine {

/// Keeps what a bus reports, and may react to it.
///
/// Threads: the test's.
class RecordingListener final : public BusListener {
public:
    void bytesRead(std::string_view chunk, const ReadTime& time) override {
        bytes += chunk;
        times.push_back(time);
        chunkSizes.push_back(chunk.size());
        if (onBytes) onBytes();
    }
    void busFailed(const Error& error) override {
        failures.push_back(error);
        bytesBeforeFailure = bytes.size();
        if (onFailure) onFailure();
    }
    void busFinished() override { ++finished; }
    void busConnected() override { ++connections; }
    void busWarned(const Error& error) override { warnings.push_back(error); }
    void busMayOpen() override {
        ++hints;
        if (onHint) onHint();
    }

    std::string bytes;
    std::vector<ReadTime> times;
    std::vector<std::size_t> chunkSizes;
    std::vector<Error> failures;
    std::vector<Error> warnings;
    std::size_t bytesBeforeFailure = 0;
    int finished = 0;
    int connections = 0;
    int hints = 0;  ///< how often another try was said to be worth it
    std::function<void()> onBytes;
    std::function<void()> onHint;
    std::function<void()> onFailure;
};

}  // namespace telemetryhub::engine
