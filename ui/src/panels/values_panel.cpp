// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/values_panel.h"

#include <algorithm>

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPersistentModelIndex>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "panels/big_numbers.h"
#include "panels/values_model.h"
#include "panels/values_view.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kPadding = 8;
constexpr int kLeastTile = 132;
/// Narrower than this there are lines with name and value alone.
constexpr int kLinesBelow = 128;

const char* nameOf(ValueLook look) {
    switch (look) {
        case ValueLook::List: return "list";
        case ValueLook::Gauges: return "gauges";
        case ValueLook::Tiles: break;
    }
    return "tiles";
}

}  // namespace

ValuesPanel::ValuesPanel(const engine::SampleStore& history, ChannelSelection& selection,
                         const Theme& theme, QWidget* parent)
    : QWidget(parent),
      bigNumbers(tr("&Big numbers")),
      choose(tr("&Choose channels")),
      m_theme(theme),
      m_model(new ValuesModel(history, selection, this)),
      m_delegate(new ValueDelegate(theme, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new ValuesView(this)) {
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->viewport()->installEventFilter(this);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ValuesPanel::openMenu);
    connect(m_view, &ValuesView::moved, m_model, &ValuesModel::move);
    connect(m_view, &ValuesView::hideAsked, this,
            [this](const QModelIndex& index) { m_model->setHidden(index, true); });
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    setUpActions();
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTopRow());
    layout->addWidget(makeChooseRow());
    auto* tiles = new QVBoxLayout;
    tiles->setContentsMargins(kPadding, 0, 0, 0);
    tiles->addWidget(m_pages);
    layout->addLayout(tiles, 1);
    applyLook();
}

ValuesPanel::~ValuesPanel() {
    delete m_big;
}

void ValuesPanel::setUpActions() {
    bigNumbers.setObjectName(QStringLiteral("values.bigNumbers"));
    choose.setObjectName(QStringLiteral("values.choose"));
    bigNumbers.setShortcut(QKeySequence(Qt::Key_F11));
    bigNumbers.setToolTip(tr("Big numbers over the whole screen (F11)"));
    bigNumbers.setIcon(m_theme.icon(QStringLiteral("float")));
    connect(&bigNumbers, &QAction::triggered, this, &ValuesPanel::showBig);
    choose.setCheckable(true);
    choose.setIcon(m_theme.icon(QStringLiteral("check")));
    choose.setToolTip(tr("Choose and order the channels shown here"));
    connect(&choose, &QAction::toggled, this, &ValuesPanel::setChoosing);
    addAction(&bigNumbers);
}

QWidget* ValuesPanel::makeTopRow() {
    auto* row = new QWidget(this);
    m_filter = new QLineEdit(row);
    m_filter->setPlaceholderText(tr("Filter by channel, device"));
    m_filter->setAccessibleName(tr("Filter values"));
    m_filter->setToolTip(tr("Filter by channel or device (Ctrl+F in this panel)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        showPage();
    });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(kPadding, 4, kPadding, 4);
    layout->setSpacing(4);
    layout->addWidget(m_filter, 1);
    layout->addWidget(makeLookButton(row));
    for (QAction* action : {&choose, &bigNumbers}) {
        auto* button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        layout->addWidget(button);
    }
    return row;
}

QToolButton* ValuesPanel::makeLookButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(m_theme.icon(QStringLiteral("layout")));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAccessibleName(tr("How values are shown"));
    button->setToolTip(tr("Tiles, a list or gauges"));
    auto* menu = new QMenu(button);
    m_looks = new QActionGroup(this);
    const auto add = [&](const QString& text, ValueLook look) {
        auto* action = menu->addAction(text, this, [this, look] { setLook(look); });
        action->setCheckable(true);
        action->setData(static_cast<int>(look));
        m_looks->addAction(action);
    };
    add(tr("&Tiles"), ValueLook::Tiles);
    add(tr("&List"), ValueLook::List);
    add(tr("&Gauges"), ValueLook::Gauges);
    menu->addSeparator();
    menu->addActions({&choose, &bigNumbers});
    button->setMenu(menu);
    return button;
}

QWidget* ValuesPanel::makeChooseRow() {
    m_order = new QLabel(tr("Many channels: alarms and stale values come first."), this);
    m_order->setForegroundRole(QPalette::PlaceholderText);
    m_order->setWordWrap(true);
    m_order->setContentsMargins(12, 0, 12, 4);
    m_order->hide();
    m_chooseRow = new QWidget(this);
    auto* all = new QPushButton(tr("&All"), m_chooseRow);
    auto* none = new QPushButton(tr("&None"), m_chooseRow);
    auto* done = new QPushButton(tr("&Done"), m_chooseRow);
    all->setAccessibleName(tr("Show all channels of the list"));
    none->setAccessibleName(tr("Hide all channels of the list"));
    done->setAccessibleName(tr("Done with choosing"));
    connect(all, &QPushButton::clicked, this, [this] { m_model->hideAll(false); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->hideAll(true); });
    connect(done, &QPushButton::clicked, this, [this] { choose.setChecked(false); });
    auto* layout = new QHBoxLayout(m_chooseRow);
    layout->setContentsMargins(kPadding, 0, kPadding, 4);
    layout->setSpacing(4);
    layout->addWidget(all);
    layout->addWidget(none);
    layout->addStretch(1);
    layout->addWidget(done);
    m_chooseRow->hide();
    auto* both = new QWidget(this);
    auto* lines = new QVBoxLayout(both);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_order);
    lines->addWidget(m_chooseRow);
    return both;
}

QWidget* ValuesPanel::makeEmptyPage() {
    auto* page = new QWidget(this);
    m_empty = new QLabel(page);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setWordWrap(true);
    auto* button = new QPushButton(tr("Choose channels"), page);
    button->setObjectName(QStringLiteral("chooseButton"));
    button->setAccessibleName(tr("Choose channels"));
    connect(button, &QPushButton::clicked, this, [this] { choose.setChecked(true); });
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(2);
    layout->addWidget(m_empty);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return page;
}

void ValuesPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_model->display(snapshot);
    m_order->setVisible(m_model->isSorted());
    showPage();
    if (m_big) m_big->display(m_model->bigRows());
}

void ValuesPanel::showPage() {
    const bool empty = m_model->rowCount() == 0;
    m_pages->setCurrentIndex(empty ? 0 : 1);
    if (!empty) return;
    const bool none = m_model->channelCount() == 0;
    const QString text = none ? tr("No values yet.\nThey appear when a device measures.")
                         : m_filter->text().isEmpty() ? tr("All channels are hidden.")
                                                      : tr("No channel has this in its name.");
    if (m_empty->text() != text) m_empty->setText(text);
    if (auto* button = m_pages->findChild<QPushButton*>(QStringLiteral("chooseButton")))
        button->setVisible(!none && m_filter->text().isEmpty());
}

void ValuesPanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ValuesPanel::setLook(ValueLook look) {
    m_look = look;
    applyLook();
}

void ValuesPanel::setChoosing(bool choosing) {
    m_model->setChoosing(choosing);
    m_chooseRow->setVisible(choosing);
    applyLook();
    showPage();
}

void ValuesPanel::applyLook() {
    for (QAction* action : m_looks->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_look));
    const int width = m_view->viewport()->width();
    const bool lines = m_model->isChoosing() || width < kLinesBelow;
    const ValueLook look = lines ? ValueLook::List : m_look;
    m_delegate->setLook(look);
    m_delegate->setChoosing(m_model->isChoosing());
    const auto mode = look == ValueLook::List ? QListView::ListMode : QListView::IconMode;
    if (m_view->viewMode() != mode) {
        m_view->setViewMode(mode);
        // A change of the mode sets these anew.
        m_view->setMovement(QListView::Static);
        m_view->setDragEnabled(true);
        m_view->setAcceptDrops(true);
        m_view->viewport()->setAcceptDrops(true);
    }
    m_view->setResizeMode(QListView::Adjust);
    fitTiles();
}

void ValuesPanel::fitTiles() {
    const int width = m_view->viewport()->width();
    if (m_delegate->look() == ValueLook::List) {
        m_delegate->setCellWidth(width);
        m_view->setGridSize({});
        m_view->doItemsLayout();
        return;
    }
    const int side = std::max(width / kLeastTile, 1);
    // The view wraps a row that ends exactly at its edge.
    const int cell = (width - 1) / side;
    m_delegate->setCellWidth(cell);
    m_view->setGridSize({cell, m_delegate->sizeHint({}, {}).height()});
}

bool ValuesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) applyLook();
    return QWidget::eventFilter(watched, event);
}

void ValuesPanel::openMenu(const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex index(m_view->currentIndex());
    if (index.isValid() && !m_model->isChoosing()) {
        const auto row = index.data(ValuesModel::RowRole).value<ValueRow>();
        auto* shown = menu->addAction(tr("Show in the &chart\tSpace"), this, [this, index, row] {
            m_model->setData(index, row.shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        });
        shown->setCheckable(true);
        shown->setChecked(row.shown);
        auto* big = menu->addAction(tr("A &big number"), this,
                                    [this, index, row] { m_model->setBig(index, !row.big); });
        big->setCheckable(true);
        big->setChecked(row.big);
        big->setEnabled(row.big || m_model->choice().big().size() < ValueChoice::kMostBig);
        menu->addAction(tr("&Hide here\tDel"), this,
                        [this, index] { m_model->setHidden(index, true); });
        menu->addSeparator();
    }
    menu->addActions(m_looks->actions());
    menu->addSeparator();
    menu->addActions({&choose, &bigNumbers});
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void ValuesPanel::showBig() {
    if (m_big) {
        m_big->close();
        return;
    }
    m_big = new BigNumbers(m_theme, this);
    m_big->setAttribute(Qt::WA_DeleteOnClose);
    m_big->display(m_model->bigRows());
    m_big->showFullScreen();
    m_big->activateWindow();
}

void ValuesPanel::saveState(QSettings& settings) const {
    settings.beginGroup(QStringLiteral("values"));
    settings.setValue(QStringLiteral("look"), QLatin1String(nameOf(m_look)));
    m_model->saveChoice(settings);
    settings.endGroup();
}

void ValuesPanel::restoreState(QSettings& settings) {
    settings.beginGroup(QStringLiteral("values"));
    const QString name = settings.value(QStringLiteral("look")).toString();
    for (const ValueLook look : {ValueLook::Tiles, ValueLook::List, ValueLook::Gauges})
        if (name == QLatin1String(nameOf(look))) m_look = look;
    m_model->restoreChoice(settings);
    settings.endGroup();
    applyLook();
}

}  // namespace telemetryhub::ui
