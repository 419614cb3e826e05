// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/scripted_bus.h"
#include "telemetryhub/engine/device/device.h"

namespace telemetryhub::test {

using namespace engine;

class ScriptedIntake : public BlockIntake {
public:
    Offer offer(BlockRef& block) override {
        if (answer != Offer::Full) blocks.push_back(std::move(block));
        return answer;
    }
    void offerLast(BlockRef block) override { last.push_back(std::move(block)); }
    [[nodiscard]] bool ready() const override { return isReady; }

    std::vector<BlockRef> blocks;
    std::vector<BlockRef> last;
    Offer answer = Offer::Accepted;
    bool isReady = true;
};

class ImmediateFlusher : public FlushQueue {
public:
    void flushSoon(Flushable& holder) override { holder.flush(); }
    void forget(Flushable&) override {}
};

class StateRecorder : public DeviceListener {
public:
    void deviceStateChanged(DeviceId, DeviceState state) override { states.push_back(state); }
    void deviceFinished(DeviceId) override { ++finishedCount; }
    std::vector<DeviceState> states;
    int finishedCount = 0;
};

/// A device between a scripted bus and a scripted queue, with a clock that is turned by hand.
struct Bench {
    explicit Bench(DeviceSettings settings = csvSettings(), std::string stateDir = {})
        : latches(std::move(stateDir), [](const auto& job) { job(); }),
          device(DeviceId{1}, std::move(settings),
                 {clock,
                  pool,
                  intake,
                  states,
                  events,
                  latches,
                  flushes,
                  report,
                  [this](BusListener& listener) {
                      auto made = std::make_unique<ScriptedBus>(listener);
                      bus = made.get();
                      return made;
                  },
                  {}}) {}

    static DeviceSettings csvSettings() {
        DeviceSettings settings;
        settings.id = "rig";
        settings.decode = Format::Csv;
        settings.failureThreshold = 3;
        return settings;
    }
    void read(std::string_view bytes) { bus->listener.bytesRead(bytes, clock.now()); }
    void fail(const Error& error) {
        bus->opened = false;
        bus->listener.busFailed(error);
    }
    [[nodiscard]] DeviceStatus status() const { return report->status(); }
    [[nodiscard]] Ledger ledger() const { return report->ledger().snapshot(); }

    ManualClock clock;
    BlockPool pool;
    ScriptedIntake intake;
    StateRecorder states;
    EventLog events;
    LatchStore latches;
    ImmediateFlusher flushes;
    std::shared_ptr<DeviceReport> report = std::make_shared<DeviceReport>();
    ScriptedBus* bus = nullptr;
    Device device;
};

inline const Error kReadError{ErrorCode::ReadFailed, "The read failed."};
inline const Error kGone{ErrorCode::LinkLost, "Unplugged."};

}  // namespace telemetryhub::test
