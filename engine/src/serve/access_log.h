// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "serve/access_record.h"
#include "serve/read_sum.h"
#include "serve/repeated_requests.h"
#include "telemetryhub/engine/serve/access_line.h"

namespace telemetryhub::engine {

/// Writes lines about requests, as many as a disk can bear and no more; none is left untold.
///
/// What changes something has a line of its own. Refusals, pushes of samples and more commands than
/// anybody gives by hand are folded by kind (RepeatedRequests), reads are summed up each minute
/// (ReadSum). All of that is of level info; of level debug are lines of single reads, a few each
/// minute, for whoever tries something by hand.
///
/// Threads: th-rest.
/// Units:   nanoseconds of a monotonic clock.
class AccessLog {
public:
    static constexpr double kCommandsPerSecond = 20;
    static constexpr double kCommandsAtOnce = 200;
    static constexpr double kReadsPerSecond = 0.5;
    static constexpr double kReadsAtOnce = 30;

    explicit AccessLog(AccessSink sink) : m_sink(std::move(sink)) {}

    void write(const AccessRecord& record, std::int64_t nowNs);
    /// Whether there is something that `writeDue` has to tell later.
    [[nodiscard]] bool isPending() const { return !m_reads.isEmpty() || !m_repeated.isEmpty(); }
    void writeDue(std::int64_t nowNs);
    /// Tells all that is counted, though its minute is not over.
    void flush(std::int64_t nowNs);

private:
    /// So many lines a second, and some more at once.
    struct Allowance {
        double perSecond = 0;
        double most = 0;
        double left = 0;
        std::int64_t lastNs = 0;
        [[nodiscard]] bool take(std::int64_t nowNs);
    };
    void writeRead(const AccessRecord& record, std::int64_t nowNs);
    void writeInfo(const std::string& line);

    AccessSink m_sink;
    ReadSum m_reads;
    RepeatedRequests m_repeated;
    Allowance m_commandLines{kCommandsPerSecond, kCommandsAtOnce, kCommandsAtOnce};
    Allowance m_readLines{kReadsPerSecond, kReadsAtOnce, kReadsAtOnce};
};

}  // namespace telemetryhub::engine
