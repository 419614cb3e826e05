// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "chart/chart_channel.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace telemetryhub::ui {

class ChartGestures;
class ChartMenus;
class ChartSource;
class ChartView;
class MeasureTools;
class OverviewStrip;
class SpanPopup;
class Theme;

/// A chart with its tool row and its keys. One of a recording has nothing to follow.
///
/// Threads: main.
class LiveChart final : public QWidget {
    Q_OBJECT

public:
    /// \pre `source` and `theme` outlive this object.
    LiveChart(const ChartSource& source, const Theme& theme, QWidget* parent = nullptr);
    ~LiveChart() override;

    [[nodiscard]] ChartView& view() { return *m_view; }
    [[nodiscard]] const ChartView& view() const { return *m_view; }
    /// Cursors, marks, limits, trigger, spectrum and the like.
    [[nodiscard]] MeasureTools& measure() { return *m_measure; }
    /// The tools, for a place beside the chart; it stays the chart's by its tools.
    [[nodiscard]] QWidget* toolRow() { return m_toolRow; }
    [[nodiscard]] ChartGestures& gestures() { return *m_gestures; }
    /// Stands still around a moment of the steady clock, with the crosshair on it.
    void jumpTo(std::int64_t steadyNs);
    /// Adds a tool behind the note.
    void addTool(QToolButton* button, const QString& icon);
    /// What the operator reads beside the tools: how far behind, how slow.
    [[nodiscard]] QString note() const;

    /// False when the file cannot be written; the note says so.
    bool savePictureTo(const QString& path);

signals:
    /// The samples in view shall be exported.
    void exportAsked();
    /// A context menu opens at `place` of the view's viewport; add what belongs to it.
    void menuOpening(QMenu& menu, QPoint place);
    /// Axes, lanes or span are others.
    void looksChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildToolRow();
    QToolButton* addButton(const QString& icon, const QString& text, const QString& toolTip);
    QToolButton* addActionButton(QAction* action);
    QToolButton* addChoice(const QString& label, const QString& toolTip);
    void buildAxisTools();
    void openMenu(QPoint place, QPoint globalPlace);
    void addSeparator();
    void addKeys();
    void addKey(const char* name, const QString& text, const QList<QKeySequence>& keys,
                std::function<void()> act);
    void toggleFollow();
    void toggleLanes();
    void toggleCrosshair();
    void updateTools();
    void updateNote();
    void updateOverview();
    void fitTools();
    void applyTheme();

    const Theme& m_theme;
    const bool m_live;
    ChartView* m_view;
    ChartGestures* m_gestures;
    ChartMenus* m_menus;
    SpanPopup* m_spanPopup;
    OverviewStrip* m_overview;
    QWidget* m_toolRow;
    QHBoxLayout* m_row;
    QToolButton* m_follow = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_span = nullptr;
    QToolButton* m_fit = nullptr;
    QToolButton* m_lanes = nullptr;
    QToolButton* m_box = nullptr;
    QToolButton* m_crosshair = nullptr;
    std::vector<QToolButton*> m_iconButtons;
    std::vector<QLabel*> m_labels;
    QLabel* m_note;
    QString m_failure;
    std::unique_ptr<MeasureTools> m_measure;  ///< it looks at the view: goes first
};

}  // namespace telemetryhub::ui
