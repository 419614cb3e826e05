// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/tail_journal.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "record/byte_order.h"
#include "record/row_checksum.h"

namespace telemetryhub::engine {

namespace {

// A record: mark and checksum, 4 bytes each; generation; number and size, 4 bytes each; the frame.
constexpr std::string_view kRecordMark = "THtl";
constexpr std::size_t kCheckedFrom = 8;
constexpr std::size_t kNumberAt = 16;
constexpr std::size_t kRecordHead = 24;
constexpr std::size_t kWord = 8;

std::uint32_t checksumOf(std::string_view checked) {
    Crc32 crc;
    crc.add(checked);
    return crc.value();
}

std::uint64_t twoNumbers(std::uint32_t low, std::uint32_t high) {
    return low | std::uint64_t{high} << 32;
}

std::uint32_t lowNumber(std::uint64_t two) {
    return static_cast<std::uint32_t>(two & std::numeric_limits<std::uint32_t>::max());
}

std::uint32_t highNumber(std::uint64_t two) {
    return lowNumber(two >> 32);
}

template <typename Numbers>
void appendFrom(std::string& out, const Numbers& numbers, std::size_t from) {
    for (std::size_t i = from; i < numbers.size(); ++i)
        appendLittleEndian(out, std::bit_cast<std::uint64_t>(numbers[i]));
}

/// Takes words off the front of a content; whoever asks for more than there is learns that by
/// `isSound`.
class TailWords {
public:
    explicit TailWords(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool isSound() const { return m_isSound; }
    [[nodiscard]] bool isAtEnd() const { return m_bytes.empty(); }
    std::uint64_t next() {
        const std::string_view word = take(kWord);
        return word.empty() ? 0 : littleEndianAt(word, 0);
    }
    std::string_view take(std::uint64_t size) {
        if (size > m_bytes.size()) m_isSound = false;
        if (!m_isSound) return {};
        const std::string_view taken = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return taken;
    }
    template <typename Number>
    void fill(std::vector<Number>& numbers, std::uint64_t count) {
        if (count > m_bytes.size() / kWord) m_isSound = false;
        if (!m_isSound) return;
        numbers.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i)
            numbers.push_back(std::bit_cast<Number>(next()));
    }

private:
    std::string_view m_bytes;
    bool m_isSound = true;
};

/// Samples that come behind those that are there already.
bool readSamples(TailWords& words, TailReading& reading) {
    const std::uint64_t device = words.next();
    const std::uint64_t count = words.next();
    const std::uint64_t channels = words.next();
    if (device > std::numeric_limits<std::uint32_t>::max() ||
        channels > ChannelSet::kMaxChannels + ChannelSet::kMaxDerived || count == 0)
        return false;
    SampleColumns samples;
    words.fill(samples.sequences, count);
    words.fill(samples.steadyNs, count);
    words.fill(samples.wallNs, count);
    samples.columns.resize(channels);
    for (std::vector<double>& column : samples.columns)
        words.fill(column, count);
    if (!words.isSound()) return false;
    const auto& numbers = samples.sequences;
    SampleColumns& known = reading.samples[DeviceId{static_cast<std::uint32_t>(device)}];
    const bool isBehind = known.empty() || known.sequences.back() < numbers.front();
    if (!isBehind || !std::is_sorted(numbers.begin(), numbers.end())) return false;
    known.append(samples);
    return true;
}

bool readCount(TailWords& words, TailReading& reading) {
    const std::uint64_t device = words.next();
    const std::uint64_t value = words.next();
    const std::string_view name = words.take(words.next());
    if (!words.isSound() || device > std::numeric_limits<std::uint32_t>::max()) return false;
    setCount(reading.counts[DeviceId{static_cast<std::uint32_t>(device)}], name, value);
    return true;
}

bool readContent(std::string_view content, TailReading& reading) {
    TailWords words(content);
    const std::uint64_t devices = words.next();
    const std::uint64_t counters = words.next();
    for (std::uint64_t i = 0; i < devices; ++i)
        if (!readSamples(words, reading)) return false;
    for (std::uint64_t i = 0; i < counters; ++i)
        if (!readCount(words, reading)) return false;
    return words.isSound() && words.isAtEnd();
}

/// A record whose checksum is right.
struct TailRecord {
    std::uint64_t generation = 0;
    std::uint32_t number = 0;
    std::string_view frame;
};

std::optional<TailRecord> recordAt(std::string_view file, std::size_t at) {
    if (file.size() - at < kRecordHead || !file.substr(at).starts_with(kRecordMark)) return {};
    const std::uint64_t sizes = littleEndianAt(file, at + kNumberAt);
    const std::size_t size = highNumber(sizes);
    if (size > file.size() - at - kRecordHead) return {};
    const std::uint32_t sum = highNumber(littleEndianAt(file, at));
    if (sum != checksumOf(file.substr(at + kCheckedFrom, kRecordHead - kCheckedFrom + size)))
        return {};
    return TailRecord{littleEndianAt(file, at + kCheckedFrom), lowNumber(sizes),
                      file.substr(at + kRecordHead, size)};
}

/// Records in their order. A sound one behind others that are not is the sign of damage: each was
/// on the disk before the next one was begun.
class TailRecords {
public:
    TailRecords(std::string_view file, std::uint64_t generation)
        : m_file(file), m_generation(generation) {}

    void readInto(TailReading& reading) {
        for (std::size_t at = 0;;) {
            const std::size_t found = nextFrom(at);
            if (found == std::string_view::npos) return;
            reading.unreadableBytes += found - at;
            at = found + take(*recordAt(m_file, found), reading);
        }
    }

private:
    /// The next record that stands behind the tables, and behind those that were read.
    [[nodiscard]] std::size_t nextFrom(std::size_t at) const {
        for (; at < m_file.size(); at = m_file.find(kRecordMark, at + 1)) {
            const auto record = recordAt(m_file, at);
            if (record && record->generation >= m_generation && record->number >= m_next) return at;
        }
        return std::string_view::npos;
    }
    std::size_t take(const TailRecord& record, TailReading& reading) {
        // What older generations left behind in the file comes behind the newest one.
        m_generation = reading.generation = record.generation;
        m_next = record.number + 1;
        const std::string_view content = m_unpack.unpack(record.frame, ZstdFrame::kMaxBytes);
        if (!readContent(content, reading)) reading.unreadableBytes += record.frame.size();
        return kRecordHead + record.frame.size();
    }

    std::string_view m_file;
    std::uint64_t m_generation;
    std::uint32_t m_next = 0;
    ZstdFrame m_unpack{ZstdFrame::Content::Any};
};

}  // namespace

TailJournal::TailJournal(std::string path, Descriptor descriptor)
    : m_path(std::move(path)),
      m_descriptor(std::move(descriptor)),
      m_identity(fileIdentity(m_descriptor)),
      m_frame(std::make_unique<ZstdFrame>(ZstdFrame::Content::Any)) {}

Result<TailJournal> TailJournal::create(const std::string& sessionPath) {
    const std::string path = tailJournalPath(sessionPath);
    Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!descriptor.isOpen()) return storageError(path, errno);
    if (auto synced = syncContent(descriptor, path); !synced) return synced.error();
    return TailJournal(path, std::move(descriptor));
}

void TailJournal::restart(std::uint64_t generation) {
    m_generation = generation;
    m_records = 0;
    m_end = 0;
}

void TailJournal::addSamples(DeviceId device, const SampleColumns& samples, std::size_t from) {
    ++m_devices;
    appendLittleEndian(m_samples, device.value);
    appendLittleEndian(m_samples, samples.size() - from);
    appendLittleEndian(m_samples, samples.columns.size());
    appendFrom(m_samples, samples.sequences, from);
    appendFrom(m_samples, samples.steadyNs, from);
    appendFrom(m_samples, samples.wallNs, from);
    for (const std::vector<double>& column : samples.columns)
        appendFrom(m_samples, column, from);
}

void TailJournal::addCount(DeviceId device, std::string_view counter, std::uint64_t value) {
    ++m_counters;
    appendLittleEndian(m_counts, device.value);
    appendLittleEndian(m_counts, value);
    appendLittleEndian(m_counts, counter.size());
    m_counts += counter;
}

std::string TailJournal::record() {
    std::string content;
    appendLittleEndian(content, std::exchange(m_devices, 0));
    appendLittleEndian(content, std::exchange(m_counters, 0));
    content += m_samples;
    content += m_counts;
    m_samples.clear();
    m_counts.clear();
    const std::string_view frame = m_frame->pack(content);
    std::string checked;
    appendLittleEndian(checked, m_generation);
    appendLittleEndian(checked, twoNumbers(m_records, static_cast<std::uint32_t>(frame.size())));
    checked += frame;
    std::string record(kRecordMark);
    const std::uint32_t sum = checksumOf(checked);
    for (int i = 0; i < 4; ++i)
        record += static_cast<char>(sum >> (8 * i) & 0xFF);
    return record + checked;
}

Result<void> TailJournal::commit() {
    m_isOutOfSpace = false;
    const std::string bytes = record();
    if (auto written = writeAtEnd(bytes); !written) return written;
    if (auto synced = syncContent(m_descriptor, m_path); !synced) return synced;
    m_end += bytes.size();
    ++m_records;
    return {};
}

Result<void> TailJournal::writeAtEnd(std::string_view bytes) {
    for (std::size_t at = m_end; !bytes.empty();) {
        const ssize_t written =
            ::pwrite(m_descriptor.number(), bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            m_isOutOfSpace = errno == ENOSPC || errno == EDQUOT;
            return storageError(m_path, errno);
        }
        at += static_cast<std::size_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

bool TailJournal::isStillThere() const {
    return m_identity && fileIdentity(m_path) == m_identity;
}

void setCount(NamedCounts& counts, std::string_view counter, std::uint64_t value) {
    const auto known = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& count) { return count.first == counter; });
    if (known == counts.end())
        counts.emplace_back(counter, value);
    else
        known->second = value;
}

std::string tailJournalPath(const std::string& sessionPath) {
    return sessionPath + "-tail";
}

TailReading readTailJournal(const std::string& sessionPath, std::uint64_t generation) {
    TailReading reading;
    std::ifstream file(tailJournalPath(sessionPath), std::ios::binary);
    reading.isThere = file.is_open();
    if (!reading.isThere) return reading;
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    TailRecords(bytes, generation).readInto(reading);
    return reading;
}

}  // namespace telemetryhub::engine
