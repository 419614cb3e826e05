// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QRect>

#include "chart/channel_mime.h"

class QDropEvent;
class QMimeData;

namespace telemetryhub::ui {

class ChartView;
class RectMark;
class Theme;

/// Takes channels that are dragged onto a chart, and shows where they will go: into a lane, or
/// into one of their own below it.
///
/// Threads: main.
class ChannelDrop final : public QObject {
    Q_OBJECT

public:
    /// Where a drop goes.
    struct Target {
        std::optional<std::size_t> lane;      ///< joins this one
        std::optional<std::size_t> newAfter;  ///< else: its own below this one; neither: anywhere
        friend bool operator==(const Target&, const Target&) = default;
    };

    /// \pre `view` and `theme` outlive this object.
    ChannelDrop(ChartView& view, const Theme& theme, QObject* parent);

    [[nodiscard]] Target targetAt(QPointF place) const;

signals:
    void dropped(const std::vector<telemetryhub::ui::ChannelId>& channels,
                 const telemetryhub::ui::ChannelDrop::Target& target);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const Target& target);
    void take(QDropEvent& event);

    ChartView& m_view;
    RectMark* m_mark;
};

}  // namespace telemetryhub::ui
