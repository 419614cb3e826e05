// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_grid.h"

#include <algorithm>

#include <QJsonArray>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "chart/chart_view.h"
#include "chart/live_chart.h"

namespace telemetryhub::ui {

namespace {

constexpr int kToolsHeight = 36;
constexpr int kDeepest = 8;  ///< of a saved arrangement
constexpr QLatin1String kSplitKey("split");
constexpr QLatin1String kPartsKey("parts");
constexpr QLatin1String kSizesKey("sizes");
constexpr QLatin1String kActiveKey("active");
constexpr QLatin1String kRootKey("root");

}  // namespace

ChartGrid::ChartGrid(const ChartSource& source, const ChannelCatalog& catalog, const Theme& theme,
                     PanelChannels::Start start, QWidget* parent)
    : QWidget(parent),
      m_source(source),
      m_catalog(catalog),
      m_theme(theme),
      m_tools(new QStackedWidget(this)),
      m_root(makeSplitter(Qt::Horizontal)) {
    m_tools->setFixedHeight(kToolsHeight);
    m_tools->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tools);
    column->addWidget(m_root, 1);
    m_root->addWidget(makePanel(start));
    setActivePanel(*panels().front());
}

// The panels' charts look at what their rows of tools hold.
ChartGrid::~ChartGrid() {
    delete m_root;
}

QSplitter* ChartGrid::makeSplitter(Qt::Orientation direction) {
    auto* splitter = new QSplitter(direction, this);
    splitter->setChildrenCollapsible(false);
    connect(splitter, &QSplitter::splitterMoved, this, &ChartGrid::stateChanged);
    return splitter;
}

ChartPanel* ChartGrid::makePanel(PanelChannels::Start start) {
    auto* panel = new ChartPanel(m_source, m_catalog, m_theme, start, this);
    m_tools->addWidget(panel->chart().toolRow());
    connect(panel, &ChartPanel::activated, this, [this, panel] { setActivePanel(*panel); });
    connect(panel, &ChartPanel::stateChanged, this, &ChartGrid::stateChanged);
    connect(panel, &ChartPanel::exportAsked, this, &ChartGrid::exportAsked);
    connect(panel, &ChartPanel::eventChosen, this, &ChartGrid::eventChosen);
    // Later, because the panel's own menu or key asks for it.
    connect(
        panel, &ChartPanel::splitAsked, this,
        [this, panel](Qt::Orientation direction) { split(*panel, direction); },
        Qt::QueuedConnection);
    connect(
        panel, &ChartPanel::closeAsked, this, [this, panel] { close(*panel); },
        Qt::QueuedConnection);
    return panel;
}

void ChartGrid::collect(QWidget* part, std::vector<ChartPanel*>& panels) const {
    if (auto* panel = qobject_cast<ChartPanel*>(part)) {
        panels.push_back(panel);
        return;
    }
    const auto* splitter = qobject_cast<QSplitter*>(part);
    for (int i = 0; splitter && i < splitter->count(); ++i)
        collect(splitter->widget(i), panels);
}

std::vector<ChartPanel*> ChartGrid::panels() const {
    std::vector<ChartPanel*> panels;
    collect(m_root, panels);
    return panels;
}

void ChartGrid::setActivePanel(ChartPanel& panel) {
    if (m_active == &panel) return;
    m_active = &panel;
    m_tools->setCurrentWidget(panel.chart().toolRow());
    setFocusProxy(&panel);
    updateMarks();
    emit activePanelChanged();
}

void ChartGrid::updateMarks() {
    const std::vector<ChartPanel*> all = panels();
    for (ChartPanel* panel : all)
        panel->setMark(all.size() < 2      ? ChartPanel::Mark::None
                       : panel == m_active ? ChartPanel::Mark::Active
                                           : ChartPanel::Mark::Waiting);
}

void ChartGrid::goToPanel(int step) {
    const std::vector<ChartPanel*> all = panels();
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    const auto here = std::find(all.begin(), all.end(), m_active) - all.begin();
    ChartPanel* next = all[static_cast<std::size_t>((here + step + count) % count)];
    setActivePanel(*next);
    next->setFocus(Qt::ShortcutFocusReason);
}

void ChartGrid::split(ChartPanel& panel, Qt::Orientation direction) {
    if (panels().size() >= kMostPanels) return;
    ChartPanel* added = makePanel(PanelChannels::Start::Empty);
    added->chart().view().setSpan(panel.chart().view().view().spanNs());
    auto* parent = qobject_cast<QSplitter*>(panel.parentWidget());
    const int place = parent->indexOf(&panel);
    if (parent->count() == 1) parent->setOrientation(direction);
    if (parent->orientation() == direction) {
        QList<int> sizes = parent->sizes();
        const int half = sizes[place] / 2;
        sizes[place] -= half;
        sizes.insert(place + 1, half);
        parent->insertWidget(place + 1, added);
        parent->setSizes(sizes);
    } else {
        const QList<int> outer = parent->sizes();
        QSplitter* inner = makeSplitter(direction);
        parent->insertWidget(place, inner);
        inner->addWidget(&panel);
        inner->addWidget(added);
        parent->setSizes(outer);
        inner->setSizes({1 << 16, 1 << 16});
    }
    setActivePanel(*added);
    added->setFocus(Qt::OtherFocusReason);
    updateMarks();
    emit stateChanged();
}

void ChartGrid::close(ChartPanel& panel) {
    const std::vector<ChartPanel*> all = panels();
    if (all.size() < 2) return;
    emit closing();
    const bool hadFocus = panel.chart().view().hasFocus();
    const auto here = std::find(all.begin(), all.end(), &panel) - all.begin();
    if (m_active == &panel)
        setActivePanel(*all[static_cast<std::size_t>(here == 0 ? 1 : here - 1)]);
    auto* splitter = qobject_cast<QSplitter*>(panel.parentWidget());
    forget(panel);
    collapse(splitter);
    updateMarks();
    if (hadFocus) m_active->setFocus(Qt::OtherFocusReason);
    emit stateChanged();
}

// The row of tools stands in another parent.
void ChartGrid::forget(ChartPanel& panel) {
    QWidget* row = panel.chart().toolRow();
    delete &panel;
    delete row;
}

// A splitter of one part gives way to the part; the root stays.
void ChartGrid::collapse(QSplitter* splitter) {
    if (splitter == m_root || splitter->count() > 1) return;
    auto* parent = qobject_cast<QSplitter*>(splitter->parentWidget());
    const QList<int> sizes = parent->sizes();
    parent->insertWidget(parent->indexOf(splitter), splitter->widget(0));
    delete splitter;
    parent->setSizes(sizes);
}

QJsonObject ChartGrid::stateOf(const QWidget& part) const {
    if (const auto* panel = qobject_cast<const ChartPanel*>(&part)) {
        QJsonObject state = panel->state();
        if (panel == m_active) state.insert(kActiveKey, true);
        return state;
    }
    const auto* splitter = qobject_cast<const QSplitter*>(&part);
    QJsonArray parts;
    QJsonArray sizes;
    const QList<int> all = splitter->sizes();
    for (int i = 0; i < splitter->count(); ++i) {
        parts.append(stateOf(*splitter->widget(i)));
        sizes.append(all[i]);
    }
    return {{kSplitKey, splitter->orientation() == Qt::Horizontal ? QStringLiteral("right")
                                                                  : QStringLiteral("below")},
            {kPartsKey, parts},
            {kSizesKey, sizes}};
}

QJsonObject ChartGrid::state() const {
    return {{kRootKey, stateOf(*m_root)}};
}

QWidget* ChartGrid::build(const QJsonObject& state, int depth) {
    if (!state.contains(kPartsKey)) {
        if (m_built++ >= kMostPanels) return nullptr;
        ChartPanel* panel = makePanel(PanelChannels::Start::Empty);
        panel->restore(state);
        if (state.value(kActiveKey).toBool() || !m_active) setActivePanel(*panel);
        return panel;
    }
    if (depth > kDeepest) return nullptr;
    QSplitter* splitter =
        makeSplitter(state.value(kSplitKey).toString() == QLatin1String("below") ? Qt::Vertical
                                                                                 : Qt::Horizontal);
    const QJsonArray parts = state.value(kPartsKey).toArray();
    for (const auto& part : parts)
        if (QWidget* built = build(part.toObject(), depth + 1)) splitter->addWidget(built);
    QList<int> sizes;
    const QJsonArray saved = state.value(kSizesKey).toArray();
    for (const auto& size : saved)
        sizes << size.toInt();
    if (sizes.size() == splitter->count()) splitter->setSizes(sizes);
    return splitter;
}

// What cannot be read leaves the page as it is.
void ChartGrid::restore(const QJsonObject& state) {
    const QJsonObject root = state.value(kRootKey).toObject();
    if (root.value(kPartsKey).toArray().isEmpty()) return;
    const std::vector<ChartPanel*> old = panels();
    ChartPanel* before = m_active;
    m_active = nullptr;
    m_built = 0;
    auto* built = qobject_cast<QSplitter*>(build(root, 0));
    if (!m_active) {
        m_active = before;
        delete built;
        return;
    }
    for (ChartPanel* panel : old)
        forget(*panel);
    delete m_root;
    m_root = built;
    static_cast<QVBoxLayout*>(layout())->addWidget(m_root, 1);
    updateMarks();
    emit activePanelChanged();
}

}  // namespace telemetryhub::ui
