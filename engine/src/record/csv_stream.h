// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

#include "record/descriptor.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// Standard output, a pipe or a device: what is written cannot be changed any more.
///
/// A write waits for a slow reader, but after `hurry` only as long as it takes something at least
/// once a second.
///
/// Errors: also when the reader has ended, or is given up.
class CsvStream final : public LiveCsvTarget {
public:
    /// A pipe or a device by its name; never waits for a reader.
    [[nodiscard]] static Result<std::unique_ptr<LiveCsvTarget>> open(const std::string& path);
    [[nodiscard]] static Result<std::unique_ptr<LiveCsvTarget>> standardOutput();
    /// `path` is for messages.
    CsvStream(Descriptor descriptor, std::string path);

    Result<void> writeHeader(std::string_view header) override;
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override;
    /// Standard output may be a file.
    [[nodiscard]] bool canSync() const override { return m_kind == Kind::File; }
    [[nodiscard]] bool canWiden() const override { return false; }
    Result<Widened> widen(const CsvWidening& widening) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_bytes; }
    [[nodiscard]] std::string path() const override { return m_path; }
    [[nodiscard]] CsvAccount account() const override { return m_account; }
    [[nodiscard]] LossReason lossReason() const override { return m_lossReason; }
    void hurry() override { m_isHurried.store(true, std::memory_order_relaxed); }

private:
    enum class Kind {
        File,     ///< never waits for a reader
        Asking,   ///< answers at once whether there is room
        Waiting,  ///< can hold up a write that is longer than its room
    };
    /// Writes a first part of `bytes`; nothing when it was interrupted or there is no room.
    Result<std::size_t> writeSome(std::string_view bytes);
    Result<void> waitForRoom();
    Error failed(int reason);

    Descriptor m_descriptor;
    std::string m_path;
    Kind m_kind = Kind::Waiting;
    std::uint64_t m_bytes = 0;
    CsvAccount m_account;
    LossReason m_lossReason = LossReason::Failed;
    std::atomic<bool> m_isHurried{false};  // relaxed: nothing is ordered by it
};

}  // namespace telemetryhub::engine
