// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/ledger.h"

namespace telemetryhub::engine {

std::string_view discardReasonName(DiscardReason reason) {
    switch (reason) {
        case DiscardReason::PartialStart: return "partial_start";
        case DiscardReason::Syntax: return "syntax";
        case DiscardReason::Range: return "range";
        case DiscardReason::Checksum: return "checksum";
        case DiscardReason::Length: return "length";
        case DiscardReason::Overlong: return "overlong";
        case DiscardReason::Unrecognised: return "unrecognised";
        case DiscardReason::Unfinished: return "unfinished";
        case DiscardReason::Count: break;
    }
    return "";
}

std::string_view dropReasonName(DropReason reason) {
    switch (reason) {
        case DropReason::Overflow: return "overflow";
        case DropReason::Rejected: return "rejected";
        case DropReason::Count: break;
    }
    return "";
}

std::string_view lineLossName(LineLoss loss) {
    switch (loss) {
        case LineLoss::Overrun: return "overrun";
        case LineLoss::BufferOverrun: return "buffer_overrun";
        case LineLoss::Framing: return "framing";
        case LineLoss::Parity: return "parity";
        case LineLoss::Count: break;
    }
    return "";
}

LineCounts& LineCounts::operator+=(const LineCounts& other) {
    lost += other.lost;
    breaks += other.breaks;
    return *this;
}

Ledger& Ledger::operator+=(const Ledger& other) {
    if (other.line) line = line.value_or(LineCounts{}) += *other.line;
    bytesRead += other.bytesRead;
    bytesDecoded += other.bytesDecoded;
    bytesDiscarded += other.bytesDiscarded;
    bytesPending += other.bytesPending;
    samplesIn += other.samplesIn;
    samplesProcessed += other.samplesProcessed;
    samplesDropped += other.samplesDropped;
    samplesQueued += other.samplesQueued;
    return *this;
}

DecodeCounts& DecodeCounts::operator+=(const DecodeCounts& other) {
    bytesDecoded += other.bytesDecoded;
    bytesDiscarded += other.bytesDiscarded;
    framesDamaged += other.framesDamaged;
    frames += other.frames;
    textLines += other.textLines;
    textCells += other.textCells;
    return *this;
}

void DeviceLedger::setBytes(std::uint64_t bytesRead, const DecodeCounts& counts,
                            std::uint64_t bytesPending) {
    const MutexLock lock(m_mutex);
    m_ledger.bytesRead = bytesRead;
    m_ledger.bytesDecoded = counts.bytesDecoded;
    m_ledger.bytesDiscarded = counts.bytesDiscarded;
    m_ledger.bytesPending = bytesPending;
}

void DeviceLedger::setLine(const LineCounts& counts) {
    const MutexLock lock(m_mutex);
    m_ledger.line = counts;
}

void DeviceLedger::samplesOffered(std::uint64_t count) {
    const MutexLock lock(m_mutex);
    m_ledger.samplesIn += count;
    m_ledger.samplesQueued += count;
}

void DeviceLedger::samplesDropped(DropReason reason, std::uint64_t count) {
    const MutexLock lock(m_mutex);
    m_ledger.samplesQueued -= count;
    m_ledger.samplesDropped[reason] += count;
}

void DeviceLedger::samplesProcessed(std::uint64_t count) {
    const MutexLock lock(m_mutex);
    m_ledger.samplesQueued -= count;
    m_ledger.samplesProcessed += count;
}

Ledger DeviceLedger::snapshot() const {
    const MutexLock lock(m_mutex);
    return m_ledger;
}

}  // namespace telemetryhub::engine
