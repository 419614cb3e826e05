// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/scripted_bus.h"
#include "telemetryhub/engine/device/device.h"
#include "telemetryhub/engine/device/latch_files.h"

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

/// Whether the disk says at once that a device was latched.
enum class Judgement { AtOnce, Held };

/// Latches that answer at once, or, while they are held, when they are let go.
class ScriptedLatches : public LatchMemory {
public:
    explicit ScriptedLatches(const std::string& folder, Judgement judgement)
        : files(folder), isKept(!folder.empty()), isHeld(judgement == Judgement::Held) {}

    void load(const std::string& deviceId, Loaded loaded) override {
        if (isHeld) {
            waiting.push_back([this, deviceId, loaded] { loaded(files.load(deviceId)); });
            return;
        }
        loaded(isKept ? files.load(deviceId) : std::nullopt);
    }
    void save(const std::string& deviceId, const Latch& latch) override {
        if (isKept && !files.save(deviceId, latch)) qFatal("the latch cannot be saved");
    }
    void clear(const std::string& deviceId) override {
        if (isKept && !files.clear(deviceId)) qFatal("the latch cannot be cleared");
    }
    void letGo() {
        for (const auto& answer : std::exchange(waiting, {}))
            answer();
    }

    const LatchFiles files;
    const bool isKept;
    const bool isHeld;
    std::vector<std::function<void()>> waiting;
};

/// A device between a scripted bus and a scripted queue, with a clock that is turned by hand.
struct Bench {
    explicit Bench(DeviceSettings settings = csvSettings(), std::string stateDir = {},
                   Judgement judgement = Judgement::AtOnce)
        : latches(std::move(stateDir), judgement),
          device(DeviceId{1}, std::move(settings),
                 {clock,
                  pool,
                  intake,
                  states,
                  events,
                  &latches,
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
    ScriptedLatches latches;
    ImmediateFlusher flushes;
    std::shared_ptr<DeviceReport> report = std::make_shared<DeviceReport>();
    ScriptedBus* bus = nullptr;
    Device device;
};

inline const Error kReadError{ErrorCode::ReadFailed, "The read failed."};
inline const Error kGone{ErrorCode::LinkLost, "Unplugged."};

}  // namespace telemetryhub::test
