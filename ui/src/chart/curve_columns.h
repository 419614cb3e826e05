// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "chart/device_track.h"
#include "chart/value_range.h"
#include "chart/view_state.h"

namespace telemetryhub::ui {

/// What one channel draws in one column: a vertical stroke.
struct CurveColumn {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    double lo = kNone;
    double hi = kNone;
    double last = kNone;  ///< the newest sample of the column; NaN when a line only passes

    [[nodiscard]] bool hasInk() const { return lo <= hi; }
    void include(double a, double b);
    friend bool operator==(const CurveColumn&, const CurveColumn&) = default;
};

/// Columns [from, end) of a window.
struct ColumnSpan {
    std::int64_t from = 0;
    std::int64_t end = 0;
    [[nodiscard]] bool empty() const { return from >= end; }
    friend bool operator==(const ColumnSpan&, const ColumnSpan&) = default;
};

/// The columns of one channel in the window, kept from frame to frame: only what is new or could
/// have changed is read from the history again, and the result is the same as reading it all.
class CurveColumns {
public:
    explicit CurveColumns(std::size_t channel) : m_channel(channel) {}

    /// Brings the columns up to date; returns those that may differ from before.
    /// \pre `track` was updated for the same window
    ColumnSpan update(const DeviceTrack& track, const ColumnWindow& window);

    [[nodiscard]] const ColumnWindow& window() const { return m_window; }
    [[nodiscard]] Density density() const { return m_density; }
    /// \pre `column` is in the window
    [[nodiscard]] const CurveColumn& at(std::int64_t column) const {
        return m_ring[slotOf(column)];
    }
    /// The column of the channel's newest sample, also outside the window.
    [[nodiscard]] std::optional<std::int64_t> newestColumn() const;
    /// Lowest and highest finite value drawn in these columns, as far as they are
    /// in the window.
    [[nodiscard]] std::optional<ValueRange> extremes(ColumnSpan span) const;

private:
    /// A sample, or the newest of a column, on the grid.
    struct Place {
        double x = 0;  ///< in columns
        double value = 0;
        std::int64_t fromNs = 0;
        std::int64_t toNs = 0;
    };

    [[nodiscard]] std::size_t slotOf(std::int64_t column) const;
    CurveColumn& cell(std::int64_t column) { return m_ring[slotOf(column)]; }
    [[nodiscard]] bool keepsGrid(const DeviceTrack& track, const ColumnWindow& window) const;
    void read(const DeviceTrack& track, ColumnSpan span);
    void readPoints(const DeviceTrack& track, ColumnSpan span);
    void readColumns(const DeviceTrack& track, ColumnSpan span);
    void join(const Place& from, const Place& to, ColumnSpan span);
    void joinGap(const DeviceTrack& track, const Place& from, const Place& to, ColumnSpan span);
    [[nodiscard]] Place columnPlace(std::int64_t column, double value) const;
    [[nodiscard]] std::optional<Place> before(const DeviceTrack& track, std::int64_t column) const;
    [[nodiscard]] std::optional<Place> after(const DeviceTrack& track, std::int64_t column) const;

    std::size_t m_channel;
    ColumnWindow m_window;
    Density m_density = Density::Points;
    std::int64_t m_gapNs = 0;
    engine::Sequence m_newestSequence = 0;
    std::int64_t m_newestNs = 0;
    std::vector<CurveColumn> m_ring;
    std::vector<engine::HistoryColumn> m_scratch;
};

}  // namespace telemetryhub::ui
