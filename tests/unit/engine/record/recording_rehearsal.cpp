// SPDX-License-Identifier: GPL-3.0-or-later
// Records rehearsed samples into a session file and says on standard output what it was promised,
// to be killed or hindered by tests.
//
//     recording_rehearsal PATH SEED ROUNDS ROTATE_BYTES
//
//     durable DEVICE SEQUENCE        each mark, as soon as it is seen
//     event STATE SENTENCE           each notice of the recorder
//     end STATE OFFERED DURABLE LOST and the error, if there is one
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "rehearsed_samples.h"
#include "telemetryhub/engine/record/session_recorder.h"

namespace {

using namespace telemetryhub::engine;
using namespace std::chrono_literals;

/// Lets commits come between the blocks.
constexpr auto kPace = 300us;

void say(const std::string& line) {
    std::fwrite((line + '\n').data(), 1, line.size() + 1, stdout);
    std::fflush(stdout);
}

class MarkTeller {
public:
    void tell(const RecordingSnapshot& snapshot) {
        for (const RecordedDevice& device : snapshot.devices) {
            Sequence& told = m_told[device.device];
            if (device.durableSequence == told) continue;
            told = device.durableSequence;
            say("durable " + std::to_string(device.device.value) + ' ' + std::to_string(told));
        }
    }

private:
    std::map<DeviceId, Sequence> m_told;
};

void record(SessionRecorder& recorder, std::uint64_t seed, int rounds) {
    BlockPool pool;
    std::vector<RehearsedDevice> devices;
    for (std::uint32_t number = 1; number <= RehearsedDevice::kCount; ++number) {
        devices.emplace_back(pool, number, seed);
        recorder.addDevice({DeviceId{number}, "dev" + std::to_string(number), "sim:demo", {}});
    }
    MarkTeller teller;
    for (int round = 0; round < rounds; ++round) {
        for (RehearsedDevice& device : devices) {
            if (!device.isDueIn(round)) continue;
            const RehearsedDevice::Piece piece = device.next();
            if (piece.gap) recorder.gapFound(device.id(), *piece.gap);
            recorder.consume(piece.block);
        }
        teller.tell(recorder.snapshot());
        std::this_thread::sleep_for(kPace);
    }
    const auto finished = recorder.finish();
    const RecordingSnapshot end = recorder.snapshot();
    teller.tell(end);
    say(std::string("end ") + recordingStateName(end.state) + ' ' + std::to_string(end.offered) +
        ' ' + std::to_string(end.durable) + ' ' + std::to_string(end.lost) +
        (finished ? std::string() : ' ' + finished.error().detail));
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 5) return 2;
    SessionRecorderSettings settings;
    settings.path = arguments[1];
    settings.program = "rehearsal";
    settings.commitInterval = 4ms;
    settings.lookInterval = 5ms;
    settings.rotateBytes = std::strtoull(arguments[4], nullptr, 10);
    settings.onNotice = [](const RecordingNotice& notice) { say("event " + notice.text); };
    const SystemClock clock;
    auto recorder = SessionRecorder::create(settings, clock);
    if (!recorder) {
        say("end failed 0 0 0 " + recorder.error().detail);
        return 1;
    }
    record(*recorder.value(), std::strtoull(arguments[2], nullptr, 10), std::atoi(arguments[3]));
    return 0;
}
