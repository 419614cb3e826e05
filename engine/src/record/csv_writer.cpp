// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_writer.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "record/csv_layout.h"
#include "record/row_buffer.h"
#include "record/row_time.h"
#include "telemetryhub/engine/record/csv_format.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

namespace {

std::size_t bytesOf(const SampleBlock& block) {
    return SampleBlock::kCapacity *
           (2 * sizeof(std::int64_t) + block.channelCount() * sizeof(double));
}

}  // namespace

struct CsvWriter::Impl {
    Impl(CsvTarget& csvTarget, CsvWriterSettings csvSettings)
        : target(csvTarget),
          settings(std::move(csvSettings)),
          buffer(csvTarget),
          time(settings.start) {}

    /// Whether the blocks that are held have waited long enough.
    [[nodiscard]] bool waited(const SampleBlock& newest) const;
    Result<void> write(const SampleBlock& block);
    Result<void> widen(const CsvLayout::Change& change);
    Result<void> format(const SampleBlock& block, const CsvLayout::Device& device);
    [[nodiscard]] char* appendRowStart(char* out, const SampleBlock& block, std::size_t row);
    [[nodiscard]] char* appendCells(char* out, std::size_t row) const;
    void countFromFirst(const std::vector<BlockRef>& first);
    void prepareColumns(const SampleBlock& block, const CsvLayout::Device& device);
    void countLeftOut(const SampleBlock& block, const CsvLayout::Device& device);
    void warnOnce(const std::string& text);

    CsvTarget& target;
    const CsvWriterSettings settings;
    CsvLayout layout;
    bool settled = false;
    std::vector<BlockRef> held;
    std::size_t heldBytes = 0;
    RowBuffer buffer;
    RowTime time;
    std::uint64_t samplesLeftOut = 0;
    std::uint64_t cellsLeftOut = 0;
    bool warned = false;

    // Of the block that is being formatted.
    std::vector<const double*> columns;  // null: no such channel
    std::string deviceCell;
};

CsvWriter::CsvWriter(CsvTarget& target, CsvWriterSettings settings)
    : m_impl(std::make_unique<Impl>(target, std::move(settings))) {}

CsvWriter::~CsvWriter() = default;

void CsvWriter::addDevice(DeviceId device, std::string name) {
    m_impl->layout.addDevice(device, std::move(name));
}

void CsvWriter::declare(DeviceId device, const ChannelSetPtr& channels) {
    if (!m_impl->settled) m_impl->layout.learn(device, channels);
}

Result<void> CsvWriter::add(const BlockRef& block) {
    if (block->empty()) return {};
    if (m_impl->settled) return m_impl->write(*block);
    m_impl->layout.learn(block->device(), block->channels());
    m_impl->held.push_back(block);
    m_impl->heldBytes += bytesOf(*block);
    const bool waited = m_impl->waited(*block);
    if (waited || m_impl->heldBytes >= kMaxHeldBytes || m_impl->layout.complete()) return settle();
    return {};
}

Result<void> CsvWriter::settle() {
    if (m_impl->settled) return {};
    m_impl->settled = true;
    const std::string header = m_impl->layout.header();
    m_impl->layout.setWritten(m_impl->target.canWiden() ? CsvLayout::Header::CanGrow
                                                        : CsvLayout::Header::Fixed);
    const std::vector<BlockRef> held = std::exchange(m_impl->held, {});
    m_impl->countFromFirst(held);
    if (Result<void> written = m_impl->target.writeHeader(header); !written) return written;
    const std::string taken = m_impl->target.takenHeader();
    if (!taken.empty()) m_impl->layout.adopt(taken);
    for (const BlockRef& block : held)
        if (Result<void> written = m_impl->write(*block); !written) return written;
    return {};
}

Result<void> CsvWriter::flush() {
    return m_impl->buffer.flush();
}

Result<void> CsvWriter::finish() {
    if (Result<void> settled = settle(); !settled) return settled;
    if (Result<void> flushed = flush(); !flushed) return flushed;
    return m_impl->target.complete();
}

bool CsvWriter::holdsBlocks() const {
    return !m_impl->held.empty();
}

bool CsvWriter::hasRows() const {
    return m_impl->buffer.hasSamples();
}

std::uint64_t CsvWriter::samplesWritten() const {
    return m_impl->buffer.samplesWritten();
}

std::uint64_t CsvWriter::samplesLeftOut() const {
    return m_impl->samplesLeftOut;
}

std::uint64_t CsvWriter::cellsLeftOut() const {
    return m_impl->cellsLeftOut;
}

bool CsvWriter::Impl::waited(const SampleBlock& newest) const {
    const std::int64_t first = held.front()->steadyNs().front();
    const std::int64_t last = newest.steadyNs().back();
    // As unsigned: one of the times can be unknown.
    const auto waitedNs = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    const auto settleNs = std::chrono::nanoseconds(settings.settleTime).count();
    return last > first && waitedNs >= static_cast<std::uint64_t>(settleNs);
}

Result<void> CsvWriter::Impl::write(const SampleBlock& block) {
    const CsvLayout::Change change = layout.learn(block.device(), block.channels());
    if (change.any())
        if (Result<void> widened = widen(change); !widened) return widened;
    const CsvLayout::Device& device = *layout.find(block.device());
    countLeftOut(block, device);
    if (!device.hasRows) return {};
    return format(block, device);
}

Result<void> CsvWriter::Impl::widen(const CsvLayout::Change& change) {
    if (Result<void> flushed = buffer.flush(); !flushed) return flushed;
    CsvWidening widening{layout.header(), {}, change.newColumns};
    if (change.severalDevices) widening.deviceCell = layout.firstDeviceCell();
    const Result<Widened> widened = target.widen(widening);
    if (!widened) return widened.error();
    if (widened.value() == Widened::Continued && settings.onWarning)
        settings.onWarning("new channels: the recording continues in '" + target.path() + "'");
    return {};
}

Result<void> CsvWriter::Impl::format(const SampleBlock& block, const CsvLayout::Device& device) {
    prepareColumns(block, device);
    const std::size_t maxRowBytes =
        4 * kMaxNumberLength + deviceCell.size() + columns.size() * (kMaxNumberLength + 1);
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (Result<void> room = buffer.reserve(maxRowBytes); !room) return room;
        buffer.take(appendCells(appendRowStart(buffer.end(), block, row), row));
        buffer.countSample();
    }
    return {};
}

/// The zero of `elapsed_s` is the beginning of the first stream.
void CsvWriter::Impl::countFromFirst(const std::vector<BlockRef>& first) {
    std::optional<std::int64_t> startNs;
    for (const BlockRef& block : first)
        if (const auto ownNs = block->streamStartNs())
            startNs = std::min(startNs.value_or(*ownNs), *ownNs);
    if (startNs) time.setStart(*startNs);
}

void CsvWriter::Impl::prepareColumns(const SampleBlock& block, const CsvLayout::Device& device) {
    columns.assign(layout.columnCount(), nullptr);
    for (std::size_t i = 0; i < device.channelOfColumn.size(); ++i) {
        const int channel = device.channelOfColumn[i];
        // An earlier block can have fewer channels than the device has by then.
        if (channel >= 0 && static_cast<std::size_t>(channel) < block.channelCount())
            columns[i] = block.column(static_cast<std::size_t>(channel)).data();
    }
    deviceCell.clear();
    if (!layout.severalDevices()) return;
    appendTextCell(deviceCell, device.name);
    deviceCell += ',';
}

char* CsvWriter::Impl::appendRowStart(char* out, const SampleBlock& block, std::size_t row) {
    const std::string& cells = time.cells({block.steadyNs()[row], block.wallNs()[row]});
    out = std::copy(cells.begin(), cells.end(), out);
    out = std::copy(deviceCell.begin(), deviceCell.end(), out);
    return appendCount(out, block.firstSequence() + row);
}

char* CsvWriter::Impl::appendCells(char* out, std::size_t row) const {
    for (const double* column : columns) {
        *out++ = ',';
        if (column) out = appendNumber(out, column[row]);
    }
    *out++ = '\r';
    *out++ = '\n';
    return out;
}

void CsvWriter::Impl::countLeftOut(const SampleBlock& block, const CsvLayout::Device& device) {
    if (!device.hasRows) {
        samplesLeftOut += block.size();
        warnOnce("the samples of '" + device.name +
                 "' are left out: its first came after the header of the stream, which has no "
                 "column for a device; add every device before, or record to a file");
    }
    for (const std::size_t channel : device.leftOut) {
        if (channel >= block.channelCount()) continue;
        for (const double value : block.column(channel))
            if (!isAbsent(value)) ++cellsLeftOut;
        warnOnce("the values of '" + (*device.channels)[channel].name +
                 "' are left out: its first came after the header of the stream; record to a "
                 "file, whose header can grow");
    }
}

void CsvWriter::Impl::warnOnce(const std::string& text) {
    if (!std::exchange(warned, true) && settings.onWarning) settings.onWarning(text);
}

}  // namespace telemetryhub::engine
