// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QJsonObject>
#include <QPointer>
#include <QWidget>

#include "chart/channel_chooser.h"
#include "chart/channel_drop.h"
#include "chart/panel_channels.h"
#include "telemetryhub/engine/core/sample_store.h"

class QMenu;

namespace telemetryhub::ui {

class ChartSource;
class LiveChart;
class Theme;

/// One chart of a page: its own channels, lanes, axes and window of time.
///
/// It pulls history columns on its own timer while it is visible; hidden it does nothing.
///
/// Threads: main.
class ChartPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre everything outlives this object.
    ChartPanel(const ChartSource& source, const ChannelCatalog& catalog, const Theme& theme,
               PanelChannels::Start start, QWidget* parent = nullptr);

    [[nodiscard]] LiveChart& chart() { return *m_chart; }
    [[nodiscard]] const LiveChart& chart() const { return *m_chart; }
    [[nodiscard]] PanelChannels& channels() { return m_channels; }
    [[nodiscard]] const PanelChannels& channels() const { return m_channels; }

    enum class Mark { None, Waiting, Active };
    /// The thin line at the top that tells the active panel of several.
    void setMark(Mark mark);
    [[nodiscard]] Mark mark() const { return m_mark; }

    /// Opens the list of all channels in place, or closes it.
    void toggleChooser();
    [[nodiscard]] ChannelChooser* chooser() const { return m_chooser; }
    /// Puts a channel that is shown into another lane, counted from 0; one more than there are: a
    /// new one.
    void moveToLane(const ChannelId& channel, std::size_t lane);

    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

signals:
    /// The samples in view shall be exported.
    void exportAsked();
    /// A mark was chosen in the chart; 0: none is any more.
    void eventChosen(std::uint64_t number);
    /// The operator works with this panel now.
    void activated();
    void splitAsked(Qt::Orientation direction);
    void closeAsked();
    /// Something that `state` keeps is another.
    void stateChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addKeys();
    void addSplitTool();
    void fillSplitMenu(QMenu& menu);
    void fillMenu(QMenu& menu, QPoint place);
    void addChannelMenu(QMenu& menu, const ChartChannel& channel);
    void takeDrop(const std::vector<ChannelId>& channels, const ChannelDrop::Target& target);
    void placeChooser();
    /// The lanes as they are, without these channels.
    [[nodiscard]] std::vector<std::vector<ChannelId>> lanesWithout(
        const std::vector<ChannelId>& channels) const;
    void arrange(const std::vector<std::vector<ChannelId>>& lanes);

    const ChannelCatalog& m_catalog;
    const Theme& m_theme;
    PanelChannels m_channels;
    LiveChart* m_chart;
    QPointer<ChannelChooser> m_chooser;
    Mark m_mark = Mark::None;
};

}  // namespace telemetryhub::ui
