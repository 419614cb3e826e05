// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a CSV file: what is told about it is bounded and can be printed, blocks are in
// order, and what was read is written so that it reads back the same.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "telemetryhub/engine/record/csv_import.h"
#include "telemetryhub/engine/record/csv_table.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

bool isPrintable(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

/// A file in memory that has a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : m_number(::memfd_create("table", 0)) {
        require(::write(m_number, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
                "the file can be written");
    }
    ~MemoryFile() { ::close(m_number); }
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(m_number); }

private:
    int m_number;
};

class TextTarget final : public CsvTarget {
public:
    Result<void> writeHeader(std::string_view header) override { return write(header); }
    Result<void> write(std::string_view rows) override {
        text += rows;
        return {};
    }
    Result<void> sync() override { return {}; }
    [[nodiscard]] bool canSync() const override { return false; }
    [[nodiscard]] bool canWiden() const override { return false; }
    Result<Widened> widen(const CsvWidening& /*widening*/) override { return Widened::Rewritten; }
    [[nodiscard]] std::uint64_t writtenBytes() const override { return text.size(); }
    [[nodiscard]] std::string path() const override { return "memory"; }

    std::string text;
};

/// Keeps what is handed on, as a text that can be compared, and as blocks.
class Blocks final : public CsvImportSink {
public:
    void device(DeviceId id, const std::string& name) override {
        require(m_next.try_emplace(id, 0).second, "a device comes once");
        names[id] = name;
    }
    Result<void> block(const BlockRef& block) override {
        const auto next = m_next.find(block->device());
        require(next != m_next.end(), "a device comes before its blocks");
        require(!block->empty() && block->firstSequence() >= next->second, "blocks are in order");
        next->second = block->firstSequence() + block->size();
        blocks.push_back(block);
        return {};
    }
    /// One line a value, whatever the blocks were.
    [[nodiscard]] std::vector<std::string> values() const {
        std::vector<std::string> lines;
        for (const BlockRef& block : blocks)
            for (std::size_t row = 0; row < block->size(); ++row)
                for (std::size_t i = 0; i < block->channelCount(); ++i)
                    if (!isAbsent(block->column(i)[row])) lines.push_back(line(*block, row, i));
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    std::map<DeviceId, std::string> names;
    std::vector<BlockRef> blocks;

private:
    [[nodiscard]] std::string line(const SampleBlock& block, std::size_t row,
                                   std::size_t channel) const {
        const Channel& title = (*block.channels())[channel];
        std::string text = names.at(block.device());
        text += '\0' + title.name + '\0' + title.unit;
        for (const auto number :
             {block.firstSequence() + row, static_cast<std::uint64_t>(block.wallNs()[row]),
              static_cast<std::uint64_t>(block.steadyNs()[row]),
              std::bit_cast<std::uint64_t>(block.column(channel)[row])})
            text += ' ' + std::to_string(number);
        return text;
    }

    std::map<DeviceId, Sequence> m_next;
};

void checkSummary(const CsvImportSummary& summary) {
    require(summary.problems.size() <= CsvImportSummary::kMaxProblems, "problems are bounded");
    for (const CsvProblem& problem : summary.problems) {
        require(problem.reason.size() < 500, "a problem is short");
        require(isPrintable(problem.reason), "a problem can be printed");
    }
    for (const CsvImportedDevice& device : summary.devices) {
        require(device.channels->size() <= ChannelSet::kMaxChannels + ChannelSet::kMaxDerived,
                "channels are bounded");
        require(device.samplesWithoutValue <= device.samples,
                "samples without a value are samples");
        require(!device.channels->empty() || device.samplesWithoutValue == device.samples,
                "without a channel there is no value");
    }
}

void checkRoundTrip(BlockPool& pool, const Blocks& read) {
    // A device without a name is written by its number.
    for (const auto& [id, name] : read.names)
        if (name.empty()) return;
    TextTarget target;
    const auto table = makeCsvTable(CsvShape::Long, target, {});
    for (const auto& [id, name] : read.names)
        table->addDevice(id, name);
    for (const BlockRef& block : read.blocks)
        require(static_cast<bool>(table->add(block)), "a table in memory takes every block");
    require(static_cast<bool>(table->finish()), "a table in memory is finished");
    Blocks again;
    const MemoryFile file(target.text);
    const auto summary = importCsv(file.path(), pool, again);
    require(summary && summary.value().rowsUnread == 0, "what is written can be read");
    require(again.values() == read.values(), "what is written reads back the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    BlockPool pool;
    Blocks blocks;
    const MemoryFile file(std::string_view(reinterpret_cast<const char*>(data), size));
    const auto summary = importCsv(file.path(), pool, blocks);
    if (!summary) {
        require(isPrintable(summary.error().detail), "a mistake can be printed");
        return 0;
    }
    checkSummary(summary.value());
    checkRoundTrip(pool, blocks);
    return 0;
}
