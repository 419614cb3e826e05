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
class QToolButton;

namespace telemetryhub::ui {

class ChartSource;
class ChartView;
class MeasureTools;
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
    /// What the operator reads beside the tools: how far behind, how slow.
    [[nodiscard]] QString note() const;

    /// False when the file cannot be written; the note says so.
    bool savePictureTo(const QString& path);

signals:
    /// The samples in view shall be exported.
    void exportAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Choice {
        QString text;
        std::function<void()> choose;
    };
    void buildToolRow();
    QToolButton* addButton(const QString& icon, const QString& text, const QString& toolTip);
    QToolButton* addActionButton(QAction* action);
    QToolButton* addMenu(const QString& label, const std::vector<Choice>& choices);
    void addSeparator();
    void addKeys();
    void addKey(const QString& text, const QList<QKeySequence>& keys, std::function<void()> act);
    void toggleFollow();
    void toggleLanes();
    void toggleCrosshair();
    void updateTools();
    void updateNote();
    void applyTheme();

    const Theme& m_theme;
    const bool m_live;
    ChartView* m_view;
    QHBoxLayout* m_row;
    QToolButton* m_follow = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_span = nullptr;
    QToolButton* m_fit = nullptr;
    QToolButton* m_lanes = nullptr;
    QToolButton* m_crosshair = nullptr;
    std::vector<QToolButton*> m_iconButtons;
    std::vector<QLabel*> m_labels;
    QLabel* m_note;
    QString m_failure;
    std::unique_ptr<MeasureTools> m_measure;  ///< it looks at the view: goes first
};

}  // namespace telemetryhub::ui
