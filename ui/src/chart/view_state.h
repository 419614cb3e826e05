// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace telemetryhub::ui {

/// A row of equal time columns on the absolute grid: column j covers [j, j + 1) * `stepNs`.
///
/// Columns never depend on where the window stands, so a column that was drawn stays as it is.
///
/// Units: nanoseconds since the session began.
struct ColumnWindow {
    std::int64_t stepNs = 1;
    std::int64_t first = 0;
    std::int64_t end = 0;  ///< one after the last

    [[nodiscard]] std::int64_t size() const { return end - first; }
    [[nodiscard]] std::int64_t timeOf(std::int64_t column) const { return column * stepNs; }
    /// Rounds down, also before the session began.
    [[nodiscard]] std::int64_t columnOf(std::int64_t ns) const;
    [[nodiscard]] std::int64_t fromNs() const { return timeOf(first); }
    [[nodiscard]] std::int64_t toNs() const { return timeOf(end); }
    friend bool operator==(const ColumnWindow&, const ColumnWindow&) = default;
};

/// Which stretch of time a chart shows: it follows the present or stands still.
///
/// Units: nanoseconds since the session began.
class ViewState {
public:
    static constexpr std::int64_t kMinSpanNs = 10'000'000;
    static constexpr std::int64_t kMaxSpanNs = std::int64_t{30} * 86'400 * 1'000'000'000;

    explicit ViewState(std::int64_t spanNs = 60'000'000'000);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The span grows with the session.
    [[nodiscard]] bool showsAll() const { return m_showsAll; }
    [[nodiscard]] std::int64_t spanNs() const { return m_spanNs; }
    [[nodiscard]] std::int64_t edgeNs(std::int64_t nowNs) const;

    void follow() { m_following = true; }
    void pause(std::int64_t nowNs);
    /// Keeps the right edge.
    void setSpan(std::int64_t spanNs);
    /// Multiplies the span. The time at `anchor` (0 left, 1 right) stays in place; while following
    /// the right edge does, because the rest moves anyway.
    void zoom(double factor, double anchor, std::int64_t nowNs);
    /// Moves towards later times and stands still there; never past the present.
    void pan(std::int64_t deltaNs, std::int64_t nowNs);
    /// Stands still with the left edge at `fromNs`.
    void showFrom(std::int64_t fromNs, std::int64_t nowNs);
    /// Stands still with this stretch in view.
    void showSpan(std::int64_t fromNs, std::int64_t toNs, std::int64_t nowNs);
    /// Stands still with this stretch in view, also when its end is still to come.
    void holdAt(std::int64_t fromNs, std::int64_t toNs);
    /// Follows with everything since `firstNs` in view.
    void showAll(std::int64_t firstNs, std::int64_t nowNs);
    /// Lets the span of `showAll` grow, in few large steps: each one draws everything again.
    void advance(std::int64_t nowNs);

    /// The columns to show in a picture `width` device pixels wide, one each.
    [[nodiscard]] ColumnWindow columns(std::int64_t nowNs, int width) const;

private:
    void setEdge(std::int64_t edgeNs, std::int64_t nowNs);

    bool m_following = true;
    bool m_showsAll = false;
    std::int64_t m_spanNs;
    std::int64_t m_edgeNs = 0;   ///< while it stands still
    std::int64_t m_firstNs = 0;  ///< while it shows all
};

}  // namespace telemetryhub::ui
