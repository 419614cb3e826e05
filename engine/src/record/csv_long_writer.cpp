// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_long_writer.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "record/row_buffer.h"
#include "record/row_time.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

char* appendText(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

bool hasLaterTwin(const ChannelSet& channels, std::size_t index) {
    const Channel& channel = channels[index];
    return std::any_of(channels.channels().begin() + static_cast<std::ptrdiff_t>(index) + 1,
                       channels.channels().end(), [&](const Channel& other) {
                           return other.name == channel.name && other.unit == channel.unit;
                       });
}

}  // namespace

struct CsvLongWriter::Impl {
    /// The cells around the values of one channel.
    struct ChannelCells {
        std::string before;       ///< `channel,`
        std::string behind;       ///< `,unit` and the line end
        bool keepsPlace = false;  ///< a later channel has the same title
    };

    Impl(CsvTarget& csvTarget, const CsvWriterSettings& settings)
        : target(csvTarget), buffer(csvTarget), time(settings.start) {}

    Result<void> settle();
    void spellChannels(const ChannelSetPtr& set);
    [[nodiscard]] const std::string& deviceCell(DeviceId device);
    /// The cells that all values of a sample have in common, up to `seq,`.
    void spellRowStart(const SampleBlock& block, std::size_t row, std::string_view device);
    Result<void> writeSample(const SampleBlock& block, std::size_t row);

    CsvTarget& target;
    RowBuffer buffer;
    RowTime time;
    bool settled = false;
    std::unordered_map<DeviceId, std::string> devices;  // cells with the comma
    ChannelSetPtr channels;                             // that `cells` spells
    std::vector<ChannelCells> cells;
    std::size_t maxCellBytes = 0;
    std::string rowStart;
};

CsvLongWriter::CsvLongWriter(CsvTarget& target, const CsvWriterSettings& settings)
    : m_impl(std::make_unique<Impl>(target, settings)) {}

CsvLongWriter::~CsvLongWriter() = default;

void CsvLongWriter::addDevice(DeviceId device, std::string name) {
    if (name.empty()) return;
    std::string& cell = m_impl->devices[device];
    cell.clear();
    appendTextCell(cell, name);
    cell += ',';
}

Result<void> CsvLongWriter::settle() {
    return m_impl->settle();
}

Result<void> CsvLongWriter::add(const BlockRef& block) {
    if (block->empty()) return {};
    if (Result<void> settled = m_impl->settle(); !settled) return settled;
    m_impl->spellChannels(block->channels());
    const std::string& device = m_impl->deviceCell(block->device());
    for (std::size_t row = 0; row < block->size(); ++row) {
        m_impl->spellRowStart(*block, row, device);
        if (Result<void> written = m_impl->writeSample(*block, row); !written) return written;
    }
    return {};
}

Result<void> CsvLongWriter::flush() {
    return m_impl->buffer.flush();
}

Result<void> CsvLongWriter::finish() {
    if (Result<void> settled = settle(); !settled) return settled;
    if (Result<void> flushed = flush(); !flushed) return flushed;
    return m_impl->target.complete();
}

std::uint64_t CsvLongWriter::samplesWritten() const {
    return m_impl->buffer.samplesWritten();
}

Result<void> CsvLongWriter::Impl::settle() {
    if (std::exchange(settled, true)) return {};
    return target.writeHeader("time_utc,elapsed_s,device,seq,channel,value,unit\r\n");
}

void CsvLongWriter::Impl::spellChannels(const ChannelSetPtr& set) {
    if (set == channels) return;
    channels = set;
    cells.assign(set->size(), {});
    maxCellBytes = 0;
    for (std::size_t i = 0; i < set->size(); ++i) {
        appendTextCell(cells[i].before, (*set)[i].name);
        cells[i].before += ',';
        cells[i].behind = ",";
        appendTextCell(cells[i].behind, (*set)[i].unit);
        cells[i].behind += "\r\n";
        cells[i].keepsPlace = hasLaterTwin(*set, i);
        maxCellBytes = std::max(maxCellBytes, cells[i].before.size() + cells[i].behind.size());
    }
}

const std::string& CsvLongWriter::Impl::deviceCell(DeviceId device) {
    const auto [found, isNew] = devices.try_emplace(device);
    if (isNew) found->second = std::to_string(device.value) + ',';
    return found->second;
}

void CsvLongWriter::Impl::spellRowStart(const SampleBlock& block, std::size_t row,
                                        std::string_view device) {
    rowStart = time.cells({block.steadyNs()[row], block.wallNs()[row]});
    rowStart += device;
    char number[kMaxNumberLength];
    rowStart.append(number, appendCount(number, block.firstSequence() + row));
    rowStart += ',';
}

Result<void> CsvLongWriter::Impl::writeSample(const SampleBlock& block, std::size_t row) {
    const std::size_t maxBytes = rowStart.size() + maxCellBytes + kMaxNumberLength;
    for (std::size_t i = 0; i < block.channelCount(); ++i) {
        const double value = block.column(i)[row];
        const ChannelCells& cell = cells[i];
        if (isAbsent(value) && !cell.keepsPlace) continue;
        if (Result<void> room = buffer.reserve(maxBytes); !room) return room;
        char* out = appendText(buffer.end(), rowStart);
        out = appendNumber(appendText(out, cell.before), value);
        buffer.take(appendText(out, cell.behind));
    }
    buffer.countSample();
    return {};
}

}  // namespace telemetryhub::engine
