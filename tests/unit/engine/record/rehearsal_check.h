// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "rehearsed_samples.h"
#include "session_samples.h"

namespace telemetryhub::engine {

/// What a rehearsed recording said of itself.
struct RehearsalReport {
    std::map<DeviceId, Sequence> durable;
    bool hasEnded = false;
    std::string state;
    std::uint64_t offered = 0;
    std::uint64_t durableSamples = 0;
    std::uint64_t lost = 0;
    std::string error;

    static RehearsalReport of(const std::string& output) {
        RehearsalReport report;
        std::istringstream lines(output);
        for (std::string line; std::getline(lines, line) && !lines.eof();) {
            std::istringstream words(line);
            std::string word;
            words >> word;
            std::uint32_t device = 0;
            if (word == "durable") {
                words >> device;
                words >> report.durable[DeviceId{device}];
            }
            if (word != "end") continue;
            report.hasEnded = true;
            words >> report.state >> report.offered >> report.durableSamples >> report.lost;
            std::getline(words >> std::ws, report.error);
        }
        return report;
    }
};

/// What the files of a recording hold together.
struct StoredRecording {
    std::map<DeviceId, SampleColumns> samples;
    std::map<DeviceId, std::vector<Gap>> gaps;
    std::uint64_t count = 0;
    std::vector<std::string> damage;
    std::vector<Error> refused;  ///< files that cannot be opened

    void add(const std::string& path) {
        auto opened = SessionReader::open(path);
        if (!opened) return refused.push_back(opened.error());
        SessionReader& reader = *opened.value();
        const std::vector<RecordedDeviceInfo> devices = reader.info().devices;
        for (const RecordedDeviceInfo& info : devices) {
            const DeviceId id = info.device.id;
            const SampleColumns stored = storedSamples(reader, id);
            count += stored.size();
            samples[id].append(stored);
            const std::vector<Gap> ofFile = reader.gaps(id);
            gaps[id].insert(gaps[id].end(), ofFile.begin(), ofFile.end());
        }
        const std::vector<std::string>& noted = reader.info().damage;
        damage.insert(damage.end(), noted.begin(), noted.end());
    }
};

/// Compares what is stored with the source's own definition, up to the end of what is stored.
/// Returns the first thing that is wrong, or nothing.
inline std::string wrongIn(const StoredRecording& stored, const RehearsalReport& report,
                           std::uint64_t seed) {
    if (!stored.damage.empty()) return "damage: " + stored.damage.front();
    BlockPool pool;
    for (std::uint32_t number = 1; number <= RehearsedDevice::kCount; ++number) {
        const std::string name = "device " + std::to_string(number) + ": ";
        const auto found = stored.samples.find(DeviceId{number});
        const SampleColumns held = found == stored.samples.end() ? SampleColumns() : found->second;
        RehearsedDevice source(pool, number, seed);
        SampleColumns truth;
        std::vector<Gap> gaps;
        while (truth.size() < held.size()) {
            const RehearsedDevice::Piece piece = source.next();
            if (piece.gap) gaps.push_back(*piece.gap);
            truth.append(*piece.block);
        }
        if (const std::string difference = differenceOf(held, truth); !difference.empty())
            return name + difference;
        const auto promised = report.durable.find(DeviceId{number});
        if (promised != report.durable.end() &&
            (held.empty() || held.sequences.back() < promised->second))
            return name + "durable was " + std::to_string(promised->second) + ", stored is " +
                   (held.empty() ? "nothing" : std::to_string(held.sequences.back()));
        for (const Gap& gap : gaps) {
            const auto& told = stored.gaps.at(DeviceId{number});
            if (std::find(told.begin(), told.end(), gap) == told.end())
                return name + "the gap before " + std::to_string(gap.next) + " is missing";
        }
    }
    return {};
}

}  // namespace telemetryhub::engine
