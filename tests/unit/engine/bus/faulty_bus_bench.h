// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/scripted_bus.h"
#include "telemetryhub/engine/bus/faulty_bus.h"

namespace telemetryhub::engine {

using namespace std::chrono_literals;
using test::ScriptedBus;

/// Takes what comes, tells the bus of a sample a line, and may react.
class LineListener final : public BusListener {
public:
    void bytesRead(std::string_view chunk, const ReadTime& time) override {
        lastView = chunk.data();
        bytes += chunk;
        times.push_back(time);
        const auto lines = std::count(chunk.begin(), chunk.end(), '\n');
        if (bus) bus->samplesDecoded(static_cast<std::uint64_t>(lines));
        if (onBytes) onBytes();
    }
    void busFailed(const Error& error) override {
        failures.push_back(error);
        if (onFailure) onFailure();
    }
    void busFinished() override { ++finished; }

    FaultyBus* bus = nullptr;
    const char* lastView = nullptr;
    std::string bytes;
    std::vector<ReadTime> times;
    std::vector<Error> failures;
    int finished = 0;
    std::function<void()> onBytes;
    std::function<void()> onFailure;
};

struct FaultBench {
    explicit FaultBench(const FaultPlan& plan)
        : bus(
              [this](BusListener& between) {
                  auto made = std::make_unique<ScriptedBus>(between);
                  wire = made.get();
                  return made;
              },
              plan, listener, clock) {
        listener.bus = &bus;
    }
    void send(std::string_view bytes) { wire->listener.bytesRead(bytes, clock.now()); }
    /// Sends as long as the bus is open; the number of lines that went out.
    int sendLines(int count) {
        int sent = 0;
        for (; sent < count && bus.isOpen(); ++sent)
            send(std::to_string(sent) + "\n");
        return sent;
    }
    [[nodiscard]] int lines() const {
        return static_cast<int>(std::count(listener.bytes.begin(), listener.bytes.end(), '\n'));
    }

    ManualClock clock;
    LineListener listener;
    ScriptedBus* wire = nullptr;
    FaultyBus bus;
};

inline std::string feedText(std::size_t lines) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i)
        text += std::to_string(i) + ",1.25,-3.5,some text\n";
    return text;
}

/// What arrives of `bytes` when they come in chunks of `chunkBytes`.
inline std::string arrived(const FaultPlan& plan, std::string_view bytes, std::size_t chunkBytes) {
    FaultBench bench(plan);
    if (!bench.bus.open()) return {};
    for (; !bytes.empty(); bytes.remove_prefix(std::min(chunkBytes, bytes.size())))
        bench.send(bytes.substr(0, chunkBytes));
    return bench.listener.bytes;
}

inline FaultPlan planWith(double FaultPlan::*share, double value) {
    FaultPlan plan;
    plan.*share = value;
    return plan;
}

inline FaultPlan withUnplug() {
    FaultPlan plan;
    plan.unplug = {5s, 2s};
    return plan;
}

inline FaultPlan withDelay(std::chrono::milliseconds delay) {
    FaultPlan plan;
    plan.delay = delay;
    return plan;
}

inline const Error kWireError{ErrorCode::ReadFailed, "The read failed."};

}  // namespace telemetryhub::engine
