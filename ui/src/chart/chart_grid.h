// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QJsonObject>
#include <QPointer>
#include <QWidget>

#include "chart/chart_panel.h"

class QSplitter;
class QStackedWidget;

namespace telemetryhub::ui {

/// One page of charts: one panel or several side by side, one of them active, whose tools stand
/// above all.
///
/// Threads: main.
class ChartGrid final : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kMostPanels = 16;

    /// The first panel takes `start`, later ones begin empty.
    /// \pre everything outlives this object.
    ChartGrid(const ChartSource& source, const ChannelCatalog& catalog, const Theme& theme,
              PanelChannels::Start start, QWidget* parent = nullptr);
    ~ChartGrid() override;

    /// From left to right and from top to bottom.
    [[nodiscard]] std::vector<ChartPanel*> panels() const;
    [[nodiscard]] ChartPanel& activePanel() const { return *m_active; }
    void setActivePanel(ChartPanel& panel);
    /// The panel before (-1) or behind (1) the active one gets the focus, around the ends.
    void goToPanel(int step);
    /// A new panel right of or below this one, with the same window of time.
    void split(ChartPanel& panel, Qt::Orientation direction);
    /// The last one stays.
    void close(ChartPanel& panel);

    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

signals:
    /// The samples in view of a panel shall be exported.
    void exportAsked();
    /// The mark of an event was chosen in a chart; 0: none is any more.
    void eventChosen(std::uint64_t number);
    void activePanelChanged();
    /// Before a panel closes, so that it can be brought back.
    void closing();
    /// Something that `state` keeps is another.
    void stateChanged();

private:
    [[nodiscard]] ChartPanel* makePanel(PanelChannels::Start start);
    void forget(ChartPanel& panel);
    void collapse(QSplitter* splitter);
    void updateMarks();
    [[nodiscard]] QSplitter* makeSplitter(Qt::Orientation direction);
    [[nodiscard]] QJsonObject stateOf(const QWidget& part) const;
    [[nodiscard]] QWidget* build(const QJsonObject& state, int depth);
    void collect(QWidget* part, std::vector<ChartPanel*>& panels) const;

    const ChartSource& m_source;
    const ChannelCatalog& m_catalog;
    const Theme& m_theme;
    QStackedWidget* m_tools;
    QSplitter* m_root;
    ChartPanel* m_active = nullptr;
    std::size_t m_built = 0;  ///< panels of the state being restored
};

}  // namespace telemetryhub::ui
