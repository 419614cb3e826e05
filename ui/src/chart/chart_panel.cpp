// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_panel.h"

#include <algorithm>

#include <QAction>
#include <QEvent>
#include <QJsonArray>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "chart/measure_tools.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kMarkHeight = 2;
constexpr int kChooserMargin = 8;

QAction* panelKey(const char* name, const QString& text, const QKeySequence& key, QWidget* owner) {
    auto* action = new QAction(text, owner);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    owner->addAction(action);
    return action;
}

std::optional<double> numberOf(const QJsonValue& value) {
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

QJsonArray rangesToJson(const AxisRanges& ranges) {
    QJsonArray list;
    for (const auto& [names, range] : ranges)
        list.append(QJsonArray{names.first, names.second, range.lo, range.hi});
    return list;
}

AxisRanges rangesFromJson(const QJsonArray& list) {
    AxisRanges ranges;
    for (const auto& value : list) {
        const QJsonArray one = value.toArray();
        const auto lo = numberOf(one.at(2));
        const auto hi = numberOf(one.at(3));
        if (lo && hi && *lo < *hi)
            ranges[{one.at(0).toString(), one.at(1).toString()}] = {*lo, *hi};
    }
    return ranges;
}

}  // namespace

ChartPanel::ChartPanel(const ChartSource& source, const ChannelCatalog& catalog, const Theme& theme,
                       PanelChannels::Start start, QWidget* parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_theme(theme),
      m_channels(catalog, start),
      m_chart(new LiveChart(source, theme, this)) {
    setAccessibleName(tr("Chart panel"));
    setFocusProxy(&m_chart->view());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_chart);
    m_chart->view().setChannels(m_channels.shown());
    connect(m_chart, &LiveChart::exportAsked, this, &ChartPanel::exportAsked);
    connect(&m_chart->measure(), &MeasureTools::eventChosen, this, &ChartPanel::eventChosen);
    connect(&m_chart->measure(), &MeasureTools::stateChanged, this, &ChartPanel::stateChanged);
    connect(&m_channels, &PanelChannels::changed, this, [this] {
        m_chart->view().setChannels(m_channels.shown());
        emit stateChanged();
    });
    connect(m_chart, &LiveChart::looksChanged, this, &ChartPanel::stateChanged);
    connect(m_chart, &LiveChart::menuOpening, this, &ChartPanel::fillMenu);
    auto* drop = new ChannelDrop(m_chart->view(), theme, this);
    connect(drop, &ChannelDrop::dropped, this, &ChartPanel::takeDrop);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_chart->view().installEventFilter(this);
    addSplitTool();
    addKeys();
}

void ChartPanel::addKeys() {
    ChartView& view = m_chart->view();
    const auto add = [&](const char* name, const QString& text, const QKeySequence& key, auto act) {
        connect(panelKey(name, text, key, &view), &QAction::triggered, this, act);
    };
    add("chart.chooseChannels", tr("Choose channels"), QKeySequence(Qt::Key_C),
        [this] { toggleChooser(); });
    add("chart.splitRight", tr("Split right"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        [this] { emit splitAsked(Qt::Horizontal); });
    add("chart.splitBelow", tr("Split below"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        [this] { emit splitAsked(Qt::Vertical); });
    add("chart.closePanel", tr("Close this panel"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W),
        [this] { emit closeAsked(); });
}

void ChartPanel::addSplitTool() {
    auto* button = new QToolButton(this);
    button->setToolTip(
        tr("Channels and panels: choose (C), split right (Ctrl+Shift+E), split below "
           "(Ctrl+Shift+O), close (Ctrl+Shift+W)"));
    button->setAccessibleName(tr("Channels and panels"));
    m_chart->addTool(button, QStringLiteral("layout"));
    auto* menu = new QMenu(button);
    connect(button, &QToolButton::clicked, menu, [this, button, menu] {
        menu->clear();
        fillSplitMenu(*menu);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
}

void ChartPanel::fillSplitMenu(QMenu& menu) {
    menu.addAction(tr("Choose channels") + QStringLiteral("\tC"), this, &ChartPanel::toggleChooser);
    menu.addAction(tr("Remove all channels"), &m_channels, &PanelChannels::clear)
        ->setEnabled(!m_channels.shown().empty());
    menu.addSeparator();
    menu.addAction(tr("Split right") + QStringLiteral("\tCtrl+Shift+E"), this,
                   [this] { emit splitAsked(Qt::Horizontal); });
    menu.addAction(tr("Split below") + QStringLiteral("\tCtrl+Shift+O"), this,
                   [this] { emit splitAsked(Qt::Vertical); });
    menu.addAction(tr("Close this panel") + QStringLiteral("\tCtrl+Shift+W"), this,
                   &ChartPanel::closeAsked)
        ->setEnabled(m_mark != Mark::None);
    menu.addSeparator();
}

void ChartPanel::fillMenu(QMenu& menu, QPoint place) {
    if (const auto channel = m_chart->view().channelAt(place)) {
        addChannelMenu(menu, *channel);
        menu.addSeparator();
    } else if (!m_channels.shown().empty()) {
        // By the menu key alone every channel can be reached too.
        QMenu* list = menu.addMenu(tr("Channels of this panel"));
        for (const ChartChannel& one : m_channels.shown())
            addChannelMenu(*list->addMenu(tr("%1 of %2").arg(one.name, one.deviceName)), one);
        menu.addSeparator();
    }
    fillSplitMenu(menu);
}

void ChartPanel::addChannelMenu(QMenu& menu, const ChartChannel& channel) {
    const ChannelId id{channel.device, channel.channel};
    menu.addAction(tr("Remove %1 from this panel").arg(channel.name), this,
                   [this, id] { m_channels.setShown(id, false); });
    QMenu* lanes = menu.addMenu(tr("Move %1 to lane").arg(channel.name));
    const auto all = m_chart->view().lanes();
    for (std::size_t lane = 0; lane < all.size(); ++lane) {
        const auto& held = all[lane]->channels();
        const bool here = std::any_of(held.begin(), held.end(), [&](const ChartChannel& one) {
            return one.device == id.device && one.channel == id.channel;
        });
        QAction* action = lanes->addAction(tr("%1: %2").arg(lane + 1).arg(held.front().name), this,
                                           [this, id, lane] { moveToLane(id, lane); });
        action->setCheckable(true);
        action->setChecked(here);
    }
    lanes->addAction(tr("New lane"), this,
                     [this, id] { moveToLane(id, m_chart->view().lanes().size()); });
}

std::vector<std::vector<ChannelId>> ChartPanel::lanesWithout(
    const std::vector<ChannelId>& channels) const {
    std::vector<std::vector<ChannelId>> lanes;
    for (const auto& lane : m_chart->view().lanes()) {
        lanes.emplace_back();
        for (const ChartChannel& one : lane->channels()) {
            const ChannelId id{one.device, one.channel};
            if (std::find(channels.begin(), channels.end(), id) == channels.end())
                lanes.back().push_back(id);
        }
    }
    return lanes;
}

void ChartPanel::arrange(const std::vector<std::vector<ChannelId>>& lanes) {
    std::vector<std::vector<ChannelId>> filled;
    std::copy_if(lanes.begin(), lanes.end(), std::back_inserter(filled),
                 [](const auto& lane) { return !lane.empty(); });
    m_channels.arrange(filled);
    m_chart->view().setLaneLayout(LaneLayout::Arranged);
    emit m_chart->looksChanged();
}

void ChartPanel::moveToLane(const ChannelId& channel, std::size_t lane) {
    std::vector<std::vector<ChannelId>> lanes = lanesWithout({channel});
    lanes.resize(std::max(lanes.size(), lane + 1));
    lanes[lane].push_back(channel);
    arrange(lanes);
}

void ChartPanel::takeDrop(const std::vector<ChannelId>& channels,
                          const ChannelDrop::Target& target) {
    emit activated();
    if (!target.lane && !target.newAfter) {
        m_channels.add(channels);
        return;
    }
    std::vector<std::vector<ChannelId>> lanes = lanesWithout(channels);
    std::vector<ChannelId>* place = nullptr;
    if (target.lane)
        place = &lanes[*target.lane];
    else
        place = &*lanes.insert(lanes.begin() + static_cast<std::ptrdiff_t>(*target.newAfter) + 1,
                               std::vector<ChannelId>());
    place->insert(place->end(), channels.begin(), channels.end());
    arrange(lanes);
}

void ChartPanel::toggleChooser() {
    if (m_chooser) {
        m_chooser->close();
        return;
    }
    m_chooser = new ChannelChooser(m_catalog, m_channels, m_theme, this);
    connect(m_chooser, &ChannelChooser::closed, this, [this] { m_chart->view().setFocus(); });
    placeChooser();
    m_chooser->show();
    m_chooser->focusFilter();
}

void ChartPanel::placeChooser() {
    const QRect room =
        rect().adjusted(kChooserMargin, kChooserMargin, -kChooserMargin, -kChooserMargin);
    const QSize size = m_chooser->sizeHint().boundedTo(room.size());
    m_chooser->setGeometry(QRect(QPoint(room.right() - size.width() + 1, room.top()), size));
    m_chooser->raise();
}

void ChartPanel::setMark(Mark mark) {
    if (mark == m_mark) return;
    m_mark = mark;
    layout()->setContentsMargins(0, mark == Mark::None ? 0 : kMarkHeight, 0, 0);
    update();
}

bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) emit activated();
    return QWidget::eventFilter(watched, event);
}

void ChartPanel::paintEvent(QPaintEvent* /*event*/) {
    if (m_mark == Mark::None) return;
    QPainter painter(this);
    const ThemeColors& colors = m_theme.colors();
    painter.fillRect(QRect(0, 0, width(), kMarkHeight),
                     m_mark == Mark::Active ? colors.accent : colors.surface);
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_chooser) placeChooser();
}

QJsonObject ChartPanel::state() const {
    const ChartView& view = m_chart->view();
    QJsonObject state = m_channels.state();
    state.insert(QStringLiteral("span"), QString::number(view.view().spanNs()));
    state.insert(QStringLiteral("all"), view.view().showsAll());
    state.insert(QStringLiteral("layout"), static_cast<int>(view.laneLayout()));
    state.insert(QStringLiteral("tight"), view.rangeFit() == RangeFit::Tight);
    state.insert(QStringLiteral("ranges"), rangesToJson(view.axisRanges()));
    state.insert(QStringLiteral("measure"), m_chart->measure().state());
    return state;
}

// Times of an earlier run mean nothing: a restored panel follows.
void ChartPanel::restore(const QJsonObject& state) {
    ChartView& view = m_chart->view();
    const int layout = state.value(QStringLiteral("layout")).toInt();
    if (layout >= 0 && layout <= static_cast<int>(LaneLayout::Arranged))
        view.setLaneLayout(static_cast<LaneLayout>(layout));
    view.setRangeFit(state.value(QStringLiteral("tight")).toBool() ? RangeFit::Tight
                                                                   : RangeFit::Calm);
    view.setAxisRanges(rangesFromJson(state.value(QStringLiteral("ranges")).toArray()));
    const qint64 span = state.value(QStringLiteral("span")).toString().toLongLong();
    if (span > 0) view.setSpan(span);
    if (state.value(QStringLiteral("all")).toBool()) view.showAll();
    m_channels.restore(state);
    m_chart->measure().restore(state.value(QStringLiteral("measure")).toObject());
    emit m_chart->looksChanged();
}

}  // namespace telemetryhub::ui
