// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QString>

#include "chart/paper_chart.h"

class QAction;
class QMenu;
class QPainter;
class QPrinter;
class QWidget;

namespace telemetryhub::ui {

class MeasureTools;

/// Takes a chart elsewhere: pictures, drawings, paper, the clipboard.
///
/// Threads: main.
/// Errors:  are told by `failed`, with the remedy.
class ChartSaver final : public QObject {
    Q_OBJECT

public:
    /// \pre `view` and `measure` outlive this object.
    ChartSaver(ChartView& view, MeasureTools& measure, QWidget* window);

    void fillMenu(QMenu& menu) const;

    /// PNG, SVG or PDF by the name's ending.
    bool savePictureTo(const QString& path);
    void askForPicture();
    void print();
    /// False when the printer refused it.
    bool printTo(QPrinter& printer);
    void copyPicture();
    /// A table for spreadsheets: the values at the crosshair, else the newest; between two cursors
    /// what they tell. Plain numbers with a point.
    void copyValues();
    [[nodiscard]] QString valuesTable() const;

signals:
    /// Empty: it went well.
    void failed(const QString& sentence);
    /// The samples in view shall be exported; the window knows how.
    void exportAsked();

private:
    void addActions();
    [[nodiscard]] PaperChart::Shown shown() const;
    bool saveSvg(const QString& path);
    bool savePdf(const QString& path);

    ChartView& m_view;
    MeasureTools& m_measure;
    QWidget* m_window;
    std::vector<QAction*> m_actions;
};

}  // namespace telemetryhub::ui
