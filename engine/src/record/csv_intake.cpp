// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_intake.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

namespace telemetryhub::engine {

namespace {

std::size_t openBytesOf(const ChannelSet& channels) {
    return SampleBlock::kCapacity * (2 * sizeof(std::int64_t) + channels.size() * sizeof(double));
}

/// Where each sample's number goes on: 0 when none is left.
Sequence countedOn(CsvIntakeDevice& device, Sequence sequence) {
    if (device.samples > 0 && sequence <= device.last) {
        device.offset = device.next - sequence;
        ++device.restarts;
    }
    const Sequence counted = sequence + device.offset;
    const bool isBehind = device.samples > 0 && counted < device.next;
    return isBehind || counted == std::numeric_limits<Sequence>::max() ? 0 : counted;
}

/// Where each sample's time goes on: a run that was appended to the file has a steady clock of its
/// own, which begins as long after the run before as the wall clock says.
ReadTime timedOn(CsvIntakeDevice& device, ReadTime time, bool isRestart) {
    if (time == kUnknownTime) return time;
    // Modulo 2^64: what a file says can be any number.
    const auto bits = [](std::int64_t ns) { return static_cast<std::uint64_t>(ns); };
    const auto countedNs = [&] {
        return static_cast<std::int64_t>(bits(time.steadyNs) + device.steadyOffsetNs);
    };
    const ReadTime last = device.lastTime;
    if (isRestart && last != kUnknownTime && countedNs() <= last.steadyNs) {
        const std::uint64_t pauseNs =
            time.wallNs > last.wallNs ? bits(time.wallNs) - bits(last.wallNs) : 1;
        device.steadyOffsetNs = bits(last.steadyNs) + pauseNs - bits(time.steadyNs);
    }
    time.steadyNs = countedNs();
    device.lastTime = time;
    return time;
}

/// The columns of the channels in ascending order; empty when they are so already.
std::vector<std::size_t> channelsByColumn(const CsvIntakeDevice& device) {
    std::vector<std::size_t> order;
    for (const auto& channel : device.channelOfColumn)
        if (channel) order.push_back(*channel);
    if (std::is_sorted(order.begin(), order.end())) order.clear();
    return order;
}

/// The first block has found the channels in the order of their first values; the file has a
/// better one.
void orderChannels(CsvIntakeDevice& device, BlockPool& pool) {
    const std::vector<std::size_t> order = channelsByColumn(device);
    if (order.empty()) return;
    std::vector<Channel> channels;
    std::vector<double> row;  // the one that waits has the order, too
    for (const std::size_t channel : order) {
        channels.push_back(std::move(device.channels[channel]));
        row.push_back(device.row[channel]);
    }
    device.channels = std::move(channels);
    device.row = row;
    device.set = std::make_shared<const ChannelSet>(device.channels, device.kind);
    const BlockRef found = std::move(device.open);
    device.open = pool.acquire(device.id, found->firstSequence(), device.set);
    for (std::size_t i = 0; i < found->size(); ++i) {
        for (std::size_t c = 0; c < order.size(); ++c)
            row[c] = order[c] < found->channelCount() ? found->column(order[c])[i] : kAbsent;
        device.open.writable().append({found->steadyNs()[i], found->wallNs()[i]}, row);
    }
    std::size_t next = 0;
    for (auto& channel : device.channelOfColumn)
        if (channel) channel = next++;
}

}  // namespace

CsvIntakeDevice* CsvIntake::device(std::string_view name) {
    std::string key(name);
    const auto found = m_byName.find(key);
    if (found != m_byName.end()) return found->second;
    if (m_devices.size() == kMaxDevices || !hasRoomForName(name.size())) return nullptr;
    CsvIntakeDevice& device = m_devices.emplace_back();
    device.id = DeviceId{static_cast<std::uint32_t>(m_devices.size())};
    device.name = key;
    m_byName.emplace(std::move(key), &device);
    return &device;
}

std::optional<std::size_t> CsvIntake::channel(CsvIntakeDevice& device, std::size_t column,
                                              const Channel& channel) {
    if (column < device.channelOfColumn.size() && device.channelOfColumn[column])
        return device.channelOfColumn[column];
    const std::size_t bytes = channel.name.size() + channel.unit.size();
    if (device.channels.size() == kMaxChannels || !hasRoomForName(bytes)) return std::nullopt;
    if (device.channelOfColumn.size() <= column) device.channelOfColumn.resize(column + 1);
    device.channelOfColumn[column] = device.channels.size();
    device.channels.push_back(channel);
    device.row.push_back(kAbsent);
    return device.channels.size() - 1;
}

Result<bool> CsvIntake::add(CsvIntakeDevice& device, Sequence sequence, const ReadTime& time) {
    const bool isRestart = device.samples > 0 && sequence <= device.last;
    const Sequence counted = countedOn(device, sequence);
    if (counted == 0 && (sequence != 0 || device.samples > 0)) {
        std::fill(device.row.begin(), device.row.end(), kAbsent);
        return false;
    }
    if (device.open && counted != device.next)
        if (Result<void> handed = handOn(device); !handed) return handed.error();
    device.next = counted;
    if (Result<void> prepared = prepareBlock(device); !prepared) return prepared.error();
    device.open.writable().append(timedOn(device, time, isRestart), device.row);
    // What a table counts its times from.
    device.open.writable().setStreamStart(0);
    if (std::all_of(device.row.begin(), device.row.end(), isAbsent)) ++device.samplesWithoutValue;
    std::fill(device.row.begin(), device.row.end(), kAbsent);
    device.last = sequence;
    ++device.next;
    ++device.samples;
    if (device.open->full())
        if (Result<void> handed = handOn(device); !handed) return handed.error();
    return true;
}

/// Makes the open block one for all channels of the device.
Result<void> CsvIntake::prepareBlock(CsvIntakeDevice& device) {
    const bool isNewSet = !device.set || device.set->size() != device.channels.size();
    if (isNewSet) device.set = std::make_shared<const ChannelSet>(device.channels, device.kind);
    if (device.open) {
        if (isNewSet) {
            m_openBytes -= openBytesOf(*device.open->channels());
            device.open.writable().extend(device.set);
            m_openBytes += openBytesOf(*device.set);
        }
        return {};
    }
    if (m_openBytes + openBytesOf(*device.set) > kMaxOpenBytes)
        if (Result<void> finished = finish(); !finished) return finished;
    device.open = m_pool.acquire(device.id, device.next, device.set);
    m_openBytes += openBytesOf(*device.set);
    return {};
}

Result<void> CsvIntake::handOn(CsvIntakeDevice& device) {
    m_openBytes -= openBytesOf(*device.open->channels());
    if (!device.isAnnounced) {
        orderChannels(device, m_pool);
        device.isAnnounced = true;
        m_sink.device(device.id, device.name);
    }
    const BlockRef block = std::move(device.open);
    return m_sink.block(block);
}

Result<void> CsvIntake::finish() {
    for (CsvIntakeDevice& device : m_devices)
        if (device.open)
            if (Result<void> handed = handOn(device); !handed) return handed;
    return {};
}

std::vector<CsvImportedDevice> CsvIntake::devices() const {
    std::vector<CsvImportedDevice> devices;
    for (const CsvIntakeDevice& device : m_devices)
        if (device.samples > 0)
            devices.push_back({device.id, device.name, device.set, device.samples, device.restarts,
                               device.samplesWithoutValue});
    return devices;
}

bool CsvIntake::hasRoomForName(std::size_t bytes) {
    if (bytes > 2 * kMaxNameBytes || m_nameBytes + bytes > kMaxAllNamesBytes) return false;
    m_nameBytes += bytes;
    return true;
}

}  // namespace telemetryhub::engine
