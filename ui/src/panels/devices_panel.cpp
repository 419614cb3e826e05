// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/devices_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "panels/device_actions.h"
#include "panels/elided_label.h"
#include "panels/replay_strip.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

/// Finds a row by what it says of itself: name, state, port.
class DeviceFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QString wanted = filterRegularExpression().pattern();
        if (wanted.isEmpty()) return true;
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const auto device = index.data(DeviceModel::RowRole).value<DeviceRow>();
        return (device.spoken + QLatin1Char(' ') + device.link)
            .contains(wanted, Qt::CaseInsensitive);
    }
};

QToolButton* actionButton(QAction& action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setAccessibleName(action.text().remove(QLatin1Char('&')));
    return button;
}

}  // namespace

DevicesPanel::DevicesPanel(DeviceActions& actions, QAction& connectAction, Curves curves,
                           const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_theme(theme),
      m_model(new DeviceModel(curves.history, curves.selection, this)),
      m_filtered(new DeviceFilter(this)),
      m_delegate(new DeviceDelegate(theme, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new QListView(this)) {
    m_filtered->setSourceModel(m_model);
    setUpView();
    auto* list = new QWidget(this);
    auto* listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(makeFilterRow(connectAction));
    listLayout->addWidget(m_view);
    m_pages->addWidget(makeEmptyPage(connectAction));
    m_pages->addWidget(list);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages);
    layout->addWidget(makeUndoRow());
    setMinimumWidth(200);
}

void DevicesPanel::setUpView() {
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setMouseTracking(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Devices"));
    QPalette colours = m_view->palette();
    colours.setBrush(QPalette::Base, Qt::NoBrush);
    m_view->setPalette(colours);
    m_actions.remove.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_view->addAction(&m_actions.remove);
    connect(m_view, &QWidget::customContextMenuRequested, this, &DevicesPanel::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DevicesPanel::currentChanged);
    connect(m_delegate, &DeviceDelegate::partClicked, this, &DevicesPanel::clickPart);
    connect(m_model, &DeviceModel::rowStateChanged, this, [this](const QModelIndex& row) {
        emit m_delegate->sizeHintChanged(m_filtered->mapFromSource(row));
    });
    connect(&m_theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

QWidget* DevicesPanel::makeFilterRow(QAction& connectAction) {
    auto* row = new QWidget(this);
    m_filter = new QLineEdit(row);
    m_filter->setPlaceholderText(tr("Filter by name, port, state"));
    m_filter->setAccessibleName(tr("Filter devices"));
    m_filter->setToolTip(tr("Filter the list (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_filter);
    auto* add = actionButton(connectAction, row);
    add->setIcon(m_theme.icon(QStringLiteral("plus")));
    layout->addWidget(add);
    return row;
}

QWidget* DevicesPanel::makeEmptyPage(QAction& connectAction) {
    auto* page = new QWidget(this);
    auto* text = new QLabel(tr("No device yet.\nConnect one or start the simulated one."), page);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto* connectButton = new QPushButton(connectAction.icon(), connectAction.text(), page);
    connectButton->setToolTip(connectAction.toolTip());
    connectButton->setAccessibleName(tr("Connect a device"));
    connect(connectButton, &QPushButton::clicked, &connectAction, &QAction::trigger);
    auto* simulated = new QPushButton(m_theme.icon(QStringLiteral("wave")),
                                      tr("Start the &simulated device"), page);
    simulated->setAccessibleName(tr("Start the simulated device"));
    connect(simulated, &QPushButton::clicked, &m_actions, &DeviceActions::addSimulated);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(text);
    layout->addSpacing(8);
    layout->addWidget(connectButton, 0, Qt::AlignHCenter);
    layout->addWidget(simulated, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return page;
}

QWidget* DevicesPanel::makeUndoRow() {
    m_undoRow = new QWidget(this);
    m_undoText = new ElidedLabel(m_undoRow);
    auto* undo = new QPushButton(tr("&Undo"), m_undoRow);
    undo->setAccessibleName(tr("Undo removal"));
    undo->setToolTip(m_actions.undoRemove.toolTip());
    connect(undo, &QPushButton::clicked, &m_actions.undoRemove, &QAction::trigger);
    auto* layout = new QHBoxLayout(m_undoRow);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->addWidget(m_undoText, 1);
    layout->addWidget(undo);
    m_undoRow->hide();
    connect(&m_actions, &DeviceActions::removed, this, [this](const QString& name) {
        m_undoText->setText(tr("Removed %1.").arg(name));
        m_undoRow->show();
    });
    connect(&m_actions, &DeviceActions::removalUndone, m_undoRow, &QWidget::hide);
    return m_undoRow;
}

void DevicesPanel::addReplayStrip(ReplayStrip* strip) {
    m_replay = strip;
    layout()->addWidget(strip);
}

void DevicesPanel::showReplay() {
    if (!m_replay) return;
    const auto current = m_actions.current();
    m_replay->display(m_snapshot && current ? m_snapshot->find(*current) : nullptr);
}

void DevicesPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_snapshot = snapshot;
    m_model->display(*snapshot);
    m_pages->setCurrentIndex(snapshot->devices.empty() ? 0 : 1);
    updateCompact();
    keepACurrentRow();
    showReplay();
}

void DevicesPanel::keepACurrentRow() {
    if (m_view->currentIndex().isValid() || m_filtered->rowCount() == 0) return;
    m_view->setCurrentIndex(m_filtered->index(0, 0));
}

void DevicesPanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void DevicesPanel::currentChanged() {
    const QModelIndex index = m_view->currentIndex();
    if (index.isValid())
        m_actions.setCurrent(engine::DeviceId{index.data(DeviceModel::IdRole).toUInt()});
    else
        m_actions.setCurrent(std::nullopt);
    showReplay();
}

void DevicesPanel::clickPart(const QModelIndex& index, DeviceRowPart part) {
    const engine::DeviceId device{index.data(DeviceModel::IdRole).toUInt()};
    switch (part) {
        case DeviceRowPart::StartStop: m_actions.startOrStop(device); return;
        case DeviceRowPart::Reset: m_actions.askReset(device); return;
        case DeviceRowPart::Menu: openMenu(m_view->visualRect(index).topRight()); return;
        case DeviceRowPart::None: return;
    }
}

void DevicesPanel::openMenu(const QPoint& position) {
    if (!m_view->currentIndex().isValid()) return;
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(*menu);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void DevicesPanel::updateCompact() {
    const bool compact = width() < DeviceDelegate::kCompactBelow ||
                         m_model->rowCount() > DeviceDelegate::kCompactFromRows;
    if (compact == m_delegate->isCompact()) return;
    m_delegate->setCompact(compact);
    m_view->doItemsLayout();
}

void DevicesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateCompact();
}

}  // namespace telemetryhub::ui
