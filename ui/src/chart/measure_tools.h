// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QJsonObject;
class QMenu;
class QWidget;

namespace telemetryhub::ui {

class ChartCursors;
class ChartSaver;
class ChartTrigger;
class ChartView;
class EventMarks;
class FigureRow;
class LimitLines;
class SpanMeter;
class SpectrumPanel;
class Theme;
class TriggerBar;
class XyPanel;

/// What measures in a chart: its tools for the tool row, its bars, and their keys.
///
/// Threads: main.
class MeasureTools final : public QObject {
    Q_OBJECT

public:
    /// `view` becomes a child of `plots()`.
    /// \pre `view` and `theme` outlive this object.
    MeasureTools(ChartView& view, const Theme& theme, QWidget* parent);
    ~MeasureTools() override;

    /// For the tool row, in its order; the property `icon-name` names the icon.
    [[nodiscard]] const std::vector<QAction*>& tools() const { return m_tools; }
    /// Stand above and below the plots while there is something in them.
    [[nodiscard]] QWidget* barAbove() const;
    [[nodiscard]] QWidget* barBelow() const;
    /// Tools and keys, for a menu.
    void fillMenu(QMenu& menu) const;
    /// The chart, and what is measured beside it.
    [[nodiscard]] QWidget* plots() const;

    [[nodiscard]] ChartCursors& cursors() { return *m_cursors; }
    [[nodiscard]] EventMarks& marks() { return *m_marks; }
    [[nodiscard]] LimitLines& limits() { return *m_limits; }

    [[nodiscard]] ChartTrigger& trigger() { return *m_trigger; }
    [[nodiscard]] TriggerBar& triggerBar() { return *m_triggerBar; }
    void setTriggerShown(bool shown);
    [[nodiscard]] XyPanel& xy() { return *m_xy; }
    [[nodiscard]] ChartSaver& saver() { return *m_saver; }
    [[nodiscard]] SpectrumPanel& spectrum() { return *m_spectrum; }

    /// What is shown, and how the trigger is set; not what was measured.
    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

    /// Takes back the last thing that was set; false when there is nothing.
    bool clear();

signals:
    /// A mark was chosen in the chart; 0: none is any more.
    void eventChosen(std::uint64_t number);
    /// Something that `state` keeps may be another.
    void stateChanged();

private:
    QAction* addTool(const QString& icon, const QString& text, const QString& toolTip);
    QAction* addKey(const char* name, const QString& text, const QList<QKeySequence>& keys,
                    std::function<void()> act);
    void setUpCursors();
    void setUpMarks(QWidget* parent);
    void setUpTrigger(QWidget* parent);
    void setUpPanels();
    void showPanel(QWidget& panel, bool shown);
    QAction* addPanel(const char* name, QAction* tool, QWidget* panel, Qt::Key key);
    void cursorsChanged();
    void showFigures();

    ChartView& m_view;
    const Theme& m_theme;
    std::unique_ptr<LimitLines> m_limits;
    std::unique_ptr<EventMarks> m_marks;
    std::unique_ptr<ChartCursors> m_cursors;
    std::unique_ptr<SpanMeter> m_meter;
    std::unique_ptr<ChartTrigger> m_trigger;
    std::vector<QAction*> m_tools;
    std::vector<QAction*> m_keyed;
    QAction* m_cursorTool = nullptr;
    QAction* m_triggerTool = nullptr;
    QAction* m_marksShown = nullptr;
    QAction* m_limitsShown = nullptr;
    TriggerBar* m_triggerBar = nullptr;
    SpectrumPanel* m_spectrum = nullptr;
    XyPanel* m_xy = nullptr;
    std::unique_ptr<ChartSaver> m_saver;
    FigureRow* m_figures;
    QWidget* m_above;
    QWidget* m_plots;
};

}  // namespace telemetryhub::ui
